package io.mmp.test.mlflow;

import io.mmp.test.extension.OwningStore;
import io.mmp.test.extension.ParameterClaims;
import io.mmp.test.fixture.Isolation;
import io.mmp.test.fixture.Isolation.Declaration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.mlflow.tracking.MlflowClient;

/** Resolves the parameters of {@link IsolatedMlflow} tests; the store of a context owns and closes its server. */
final class IsolatedMlflowExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(IsolatedMlflowExtension.class);

    private static final Isolation<IsolatedMlflow> ISOLATION = new Isolation<>(
            IsolatedMlflow.class,
            "server",
            annotation -> annotation.scope() == IsolatedMlflow.Scope.CLASS,
            annotation -> "server = " + annotation.server() + ", scope = " + annotation.scope());

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return (type == MlflowTracking.class || type == MlflowClient.class)
                && !ParameterClaims.isOfAnother(parameter, context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        MlflowTracking tracking = trackingFor(context);
        return type == MlflowClient.class ? tracking.client() : tracking;
    }

    private static MlflowTracking trackingFor(ExtensionContext context) {
        Declaration<IsolatedMlflow> declaration = ISOLATION.find(context);
        // A store looks into the stores of enclosing contexts as well, where another annotation may have put its
        // server.
        Key key = new Key(MlflowTracking.class, declaration.owner().getUniqueId());
        return OwningStore.of(declaration.owner(), NAMESPACE)
                .getOrStart(key, RunningTracking.class, () -> start(declaration, context));
    }

    private static RunningTracking start(Declaration<IsolatedMlflow> declaration, ExtensionContext context) {
        ISOLATION.requireTestMethods(declaration.owner().getRequiredTestClass());
        return RunningTracking.start(declaration.annotation().server(), context);
    }

    private record Key(Class<?> type, String owner) {}
}
