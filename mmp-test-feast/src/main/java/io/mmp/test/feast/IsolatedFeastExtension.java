package io.mmp.test.feast;

import dev.feast.FeastClient;
import io.mmp.test.fixture.Isolation;
import io.mmp.test.fixture.Isolation.Declaration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves the parameters of {@link IsolatedFeast} tests; the store of a context owns and closes its feature store. */
final class IsolatedFeastExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(IsolatedFeastExtension.class);

    private static final Isolation<IsolatedFeast> ISOLATION = new Isolation<>(
            IsolatedFeast.class,
            "feature store",
            annotation -> annotation.scope() == IsolatedFeast.Scope.CLASS,
            annotation -> "server = " + annotation.server() + ", scope = " + annotation.scope());

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        String packageName = parameter.getParameter().getType().getPackageName();
        // Types that only look right are taken too, so that the message can say which ones are.
        return packageName.startsWith(FeatureStore.class.getPackageName())
                || packageName.equals(FeastClient.class.getPackageName());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type != FeatureStore.class && type != FeastClient.class) {
            throw new ParameterResolutionException(
                    "@IsolatedFeast cannot provide a %s. Use a parameter of type FeatureStore or FeastClient."
                            .formatted(type.getName()));
        }
        FeatureStore store = storeFor(context);
        return type == FeastClient.class ? store.online() : store;
    }

    private static FeatureStore storeFor(ExtensionContext context) {
        Declaration<IsolatedFeast> declaration = ISOLATION.find(context);
        // A store looks into the stores of enclosing contexts as well, where another annotation may have put its
        // feature store.
        Key key = new Key(FeatureStore.class, declaration.owner().getUniqueId());
        return declaration
                .owner()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(key, absent -> start(declaration, context), RunningStore.class)
                .store();
    }

    private static RunningStore start(Declaration<IsolatedFeast> declaration, ExtensionContext context) {
        ISOLATION.requireTestMethods(declaration.owner().getRequiredTestClass());
        return RunningStore.start(declaration.annotation().server(), context);
    }

    private record Key(Class<?> type, String owner) {}
}
