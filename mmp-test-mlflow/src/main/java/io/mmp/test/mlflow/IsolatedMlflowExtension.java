package io.mmp.test.mlflow;

import io.mmp.test.fixture.IsolatedFixture;
import io.mmp.test.fixture.Isolation;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.mlflow.tracking.MlflowClient;

/** Resolves the parameters of {@link IsolatedMlflow} tests; the store of a context owns and closes its server. */
final class IsolatedMlflowExtension implements ParameterResolver {

    static final IsolatedFixture<IsolatedMlflow, RunningTracking> FIXTURE = IsolatedFixture.of(
                    new Isolation<>(
                            IsolatedMlflow.class,
                            "server",
                            IsolatedMlflow::scope,
                            annotation -> "server = " + annotation.server() + ", scope = " + annotation.scope()),
                    RunningTracking.class,
                    (annotation, context) -> RunningTracking.start(ServerChoice.of(annotation.server()), context))
            .with(MlflowTracking.class, tracking -> tracking)
            .with(MlflowClient.class, MlflowTracking::client);

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return FIXTURE.supports(parameter, context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return FIXTURE.resolve(parameter, context);
    }
}
