package io.mmp.test.feast;

import dev.feast.FeastClient;
import io.mmp.test.extension.OwningStore;
import io.mmp.test.extension.ParameterClaims;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.fixture.Isolation;
import io.mmp.test.fixture.Isolation.Declaration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
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
        Class<?> type = parameter.getParameter().getType();
        return (type == FeatureStore.class || type == FeastClient.class)
                && !ParameterClaims.isOfAnother(parameter, context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        FeatureStore store = storeFor(context);
        return type == FeastClient.class ? store.online() : store;
    }

    private static FeatureStore storeFor(ExtensionContext context) {
        Declaration<IsolatedFeast> declaration = ISOLATION.find(context);
        // A store looks into the stores of enclosing contexts as well, where another annotation may have put its
        // feature store.
        Key key = new Key(FeatureStore.class, declaration.owner().getUniqueId());
        return OwningStore.of(declaration.owner(), NAMESPACE)
                .getOrStart(key, RunningStore.class, () -> start(declaration, context))
                .store();
    }

    private static RunningStore start(Declaration<IsolatedFeast> declaration, ExtensionContext context) {
        ISOLATION.requireTestMethods(declaration.owner().getRequiredTestClass());
        return RunningStore.start(declaration.annotation().server(), context);
    }

    private record Key(Class<?> type, String owner) {}
}
