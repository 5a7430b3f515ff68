package io.mmp.test.mlflow;

import io.mmp.test.failure.FailureWatch;
import io.mmp.test.fixture.RegisteredFixture;
import io.mmp.test.mlflow.IsolatedMlflow.Server;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MlflowArtifacts;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.MlflowRuns;
import io.mmp.test.mlflow.state.MlflowState;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.mlflow.tracking.MlflowClient;

/**
 * Gives tests an MLflow tracking server of their own from a field: {@link IsolatedMlflow} for those who want to configure it in code.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MlflowExtension MLFLOW = MlflowExtension.newInstance().build();
 *
 * @Test
 * void logs_its_metrics() {
 *     String runId = train(MLFLOW.uri());
 *     assertThat(MLFLOW.run(runId)).isFinished().hasMetric("auc");
 * }
 * }</pre>
 *
 * <p>A static field gives one server to each class that has it, its nested classes included; an instance field gives one to each test
 * method, also of a {@code PER_CLASS} instance, whose {@code @BeforeAll} methods have none. It runs before the first
 * {@code @BeforeAll} or {@code @BeforeEach} method and until after the last {@code @AfterAll} or {@code @AfterEach} method.
 *
 * <p>Parameters of type {@link MlflowTracking} and {@link MlflowClient} are resolved as well, by what is next to the test: its own
 * annotation, then the field or annotation of its class, then that of a class around it. Two at the same place are refused. Where tests
 * that share the field run in parallel, each has its server as a parameter alone.
 *
 * <p>All methods of {@link MlflowTracking} throw an {@link IllegalStateException} while no test that uses the extension runs.
 *
 * @since 0.1.0
 */
public final class MlflowExtension
        implements BeforeAllCallback, BeforeEachCallback, InvocationInterceptor, ParameterResolver, MlflowTracking {

    private final ServerChoice choice;
    private final RegisteredFixture<RunningTracking> fixture;

    private MlflowExtension() {
        throw new ExtensionConfigurationException(
                "@ExtendWith(MlflowExtension.class) is not supported. Use @IsolatedMlflow, or @RegisterExtension on a field with MlflowExtension.newInstance().build().");
    }

    private MlflowExtension(ServerChoice choice) {
        this.choice = choice;
        fixture = IsolatedMlflowExtension.FIXTURE.registered(this, context -> RunningTracking.start(choice, context));
    }

    /** Return a builder of an extension; without further calls it runs what {@link Server#DEFAULT} says. */
    public static Builder newInstance() {
        return new Builder();
    }

    @Override
    public URI uri() {
        return fixture.current().uri();
    }

    @Override
    public String experimentId() {
        return fixture.current().experimentId();
    }

    @Override
    public MlflowClient client() {
        return fixture.current().client();
    }

    @Override
    public MlflowArtifacts artifacts() {
        return fixture.current().artifacts();
    }

    @Override
    public MlflowRegistry registry() {
        return fixture.current().registry();
    }

    @Override
    public MlflowRuns runs() {
        return fixture.current().runs();
    }

    @Override
    public LoggedRun run(String runId) {
        return fixture.current().run(runId);
    }

    @Override
    public Map<String, String> environment() {
        return fixture.current().environment();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (choice.uri() == null) {
            TrackingServer.prepare(choice.kind(), context);
        }
        fixture.beforeAll(context);
        IsolatedMlflowExtension.SPRING.announce(context, fixture::ownership);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        fixture.beforeEach(context);
        IsolatedMlflowExtension.SPRING.lead(context, fixture::ownership);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invoked,
            ExtensionContext context)
            throws Throwable {
        IsolatedMlflowExtension.SPRING.started(context);
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
        return fixture.supports(parameter, context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return fixture.resolve(parameter, context);
    }

    /**
     * Builds a {@link MlflowExtension}.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private static final Set<Server> EMBEDDABLE = Set.of(Server.DEFAULT, Server.EMBEDDED);

        private Server server = Server.DEFAULT;
        private @Nullable URI uri;
        private @Nullable String image;
        private @Nullable MlflowState state;

        private Builder() {}

        /**
         * Choose what runs the server.
         *
         * @return this builder
         */
        public Builder server(Server choice) {
            server = choice;
            return this;
        }

        /**
         * Use a server that runs already; each class or method gets an experiment of its own, which is deleted in the end.
         *
         * @param trackingUri such as {@code http://127.0.0.1:5000}
         * @return this builder
         * @throws IllegalArgumentException if it is not the address of a server
         */
        public Builder uri(URI trackingUri) {
            MlflowRegistry.at(trackingUri);
            uri = trackingUri;
            return this;
        }

        /**
         * Run the server in a container of this image instead of the one that {@code mmp.mlflow.image} names.
         *
         * @param name such as {@code ghcr.io/mlflow/mlflow:v3.17.2}
         * @return this builder
         */
        public Builder image(String name) {
            image = name;
            return this;
        }

        /**
         * Let each server begin with what a state says; it must be an embedded one.
         *
         * @param initial such as {@code MlflowState.named("state/two-models.json")}
         * @return this builder
         */
        public Builder state(MlflowState initial) {
            state = initial;
            return this;
        }

        /**
         * Build the extension; nothing starts yet.
         *
         * @return an extension for a field with {@code @RegisterExtension}
         * @throws IllegalStateException if what was chosen contradicts itself
         */
        public MlflowExtension build() {
            if (uri != null && (server != Server.DEFAULT || image != null)) {
                throw new IllegalStateException(
                        "The server at %s runs already: leave out server(...) and image(...), or uri(...)."
                                .formatted(uri));
            }
            if (image != null && server != Server.DEFAULT && server != Server.CONTAINER) {
                throw new IllegalStateException(
                        "The image '%s' is of no use to server %s: choose server(Server.CONTAINER), or leave out image(...)."
                                .formatted(image, server));
            }
            if (state != null && (uri != null || image != null || !EMBEDDABLE.contains(server))) {
                throw new IllegalStateException(
                        "The %s needs an embedded server, because a real one gives ids of its own: choose server(Server.EMBEDDED), or leave out state(...)."
                                .formatted(state));
            }
            return new MlflowExtension(new ServerChoice(image == null ? server : Server.CONTAINER, uri, image, state));
        }
    }
}
