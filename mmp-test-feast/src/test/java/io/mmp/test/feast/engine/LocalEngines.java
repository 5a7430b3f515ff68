package io.mmp.test.feast.engine;

import io.mmp.test.extension.OwningStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link LocalSpark} and the {@link LocalTrino} of this JVM: each starts once, and stops when all tests are over. */
public final class LocalEngines implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(LocalEngines.class);

    private interface Start<T> {
        T start() throws IOException;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalSpark.class || type == LocalTrino.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalSpark.class
                ? one(context, LocalSpark.class, LocalSpark::start)
                : one(context, LocalTrino.class, LocalTrino::start);
    }

    private static <T extends AutoCloseable> T one(ExtensionContext context, Class<T> type, Start<T> start) {
        return OwningStore.of(context.getRoot(), NAMESPACE).getOrStart(type, type, () -> {
            try {
                return start.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
