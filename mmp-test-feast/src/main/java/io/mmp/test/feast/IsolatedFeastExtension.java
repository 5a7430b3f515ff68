package io.mmp.test.feast;

import dev.feast.FeastClient;
import io.mmp.test.failure.FailureWatch;
import io.mmp.test.feast.serving.ServingGateway;
import io.mmp.test.feast.serving.ServingGateways;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.fixture.IsolatedFixture;
import io.mmp.test.fixture.Isolation;
import io.mmp.test.gateway.SpringGateways;
import io.mmp.test.gateway.SpringLeads;
import java.lang.reflect.Method;
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

/** Resolves the parameters of {@link IsolatedFeast} tests; the store of a context owns and closes its feature store. */
final class IsolatedFeastExtension
        implements BeforeAllCallback,
                TestInstancePreConstructCallback,
                BeforeEachCallback,
                BeforeTestExecutionCallback,
                InvocationInterceptor,
                ParameterResolver {

    static final IsolatedFixture<IsolatedFeast, RunningStore> FIXTURE = IsolatedFixture.of(
                    new Isolation<>(
                            IsolatedFeast.class,
                            "feature store",
                            IsolatedFeast::scope,
                            annotation -> "server = " + annotation.server() + ", scope = " + annotation.scope()),
                    RunningStore.class,
                    (annotation, context) -> RunningStore.start(annotation.server(), null, context))
            .with(FeatureStore.class, RunningStore::store)
            .with(FeastClient.class, running -> running.store().online())
            .leaving(RunningStore::evidence);

    static final SpringLeads<RunningStore, FeastClient> SPRING = new SpringLeads<>(
            ServingGateways.ALL,
            running -> running.store().online(),
            context -> SpringGateways.in(context, ServingGateway.class));

    @Override
    public void beforeAll(ExtensionContext context) {
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
