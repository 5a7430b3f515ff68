package io.mmp.test.mlflow;

import io.mmp.test.failure.FailureWatch;
import io.mmp.test.fixture.IsolatedFixture;
import io.mmp.test.fixture.Isolation;
import io.mmp.test.gateway.SpringGateways;
import io.mmp.test.gateway.SpringLeads;
import io.mmp.test.mlflow.gateway.TrackingGateway;
import io.mmp.test.mlflow.gateway.TrackingGateways;
import java.lang.reflect.Method;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;
import org.mlflow.tracking.MlflowClient;

/** Resolves the parameters of {@link IsolatedMlflow} tests; the store of a context owns and closes its server. */
final class IsolatedMlflowExtension
        implements BeforeAllCallback,
                TestInstancePreConstructCallback,
                BeforeEachCallback,
                BeforeTestExecutionCallback,
                InvocationInterceptor,
                ParameterResolver {

    static final IsolatedFixture<IsolatedMlflow, RunningTracking> FIXTURE = IsolatedFixture.of(
                    new Isolation<>(
                            IsolatedMlflow.class, "server", IsolatedMlflow::scope, IsolatedMlflowExtension::described),
                    RunningTracking.class,
                    (annotation, context) -> RunningTracking.start(ServerChoice.of(annotation), context))
            .with(MlflowTracking.class, tracking -> tracking)
            .with(MlflowClient.class, MlflowTracking::client)
            .leaving(RunningTracking::evidence);

    static final SpringLeads<RunningTracking, URI> SPRING = new SpringLeads<>(
            TrackingGateways.ALL, RunningTracking::uri, context -> SpringGateways.in(context, TrackingGateway.class));

    private static String described(IsolatedMlflow annotation) {
        String state = annotation.state().isEmpty() ? "" : ", state = \"" + annotation.state() + "\"";
        return "server = " + annotation.server() + ", scope = " + annotation.scope() + state;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        AnnotationSupport.findAnnotation(context.getTestClass(), IsolatedMlflow.class)
                .ifPresent(annotation -> TrackingServer.prepare(annotation.server(), context));
        SPRING.announce(context, FIXTURE::ownership);
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        leadSpring(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        FailureWatch.overThingsOfClass(context);
        leadSpring(context);
    }

    /** Spring may have started its context anew since: {@code @DirtiesContext} with one of its modes "before". */
    @Override
    public void beforeTestExecution(ExtensionContext context) {
        leadSpring(context);
    }

    private static void leadSpring(ExtensionContext context) {
        SPRING.lead(context, FIXTURE::ownership);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invoked,
            ExtensionContext context)
            throws Throwable {
        SPRING.started(context);
        invocation.proceed();
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext invoked, ExtensionContext context)
            throws Throwable {
        FailureWatch.watch(invocation, context);
    }

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
