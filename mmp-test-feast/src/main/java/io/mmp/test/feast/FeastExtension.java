package io.mmp.test.feast;

import static java.util.Objects.requireNonNull;

import dev.feast.FeastClient;
import io.mmp.test.failure.FailureWatch;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.fixture.RegisteredFixture;
import io.mmp.test.table.Table;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
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

/**
 * Gives tests a feature store of their own from a field: {@link IsolatedFeast} for those who want to configure it in code.
 *
 * <pre>{@code
 * class RankingTests {
 *     @RegisterExtension
 *     static final FeastExtension FEAST = FeastExtension.newInstance().views(DRIVER_STATS).build();
 *
 *     @Test
 *     void serves_the_latest_rate() {
 *         FEAST.ingest(DRIVER_STATS, rows);
 *         FEAST.materialize(yesterday, now);
 *         assertThat(new Ranking(FEAST.online()).rateOf(1001L)).isEqualTo(0.5);
 *     }
 * }
 * }</pre>
 *
 * <p>A static field gives one store to each class that has it, its nested classes included; an instance field gives one to each test
 * method, also of a {@code PER_CLASS} instance, whose {@code @BeforeAll} methods have none. It runs before the first
 * {@code @BeforeAll} or {@code @BeforeEach} method and until after the last {@code @AfterAll} or {@code @AfterEach} method.
 *
 * <p>Parameters of type {@link FeatureStore} and {@link FeastClient} are resolved as well, by what is next to the test: its own
 * annotation, then the field or annotation of its class, then that of a class around it. Two at the same place are refused. Where tests
 * that share the field run in parallel, each has its store as a parameter alone.
 *
 * <p>All methods of {@link FeatureStore} throw an {@link IllegalStateException} while no test that uses the extension runs. Outside JUnit,
 * in a {@code main} method or with another runner, {@link io.mmp.test.feast.embedded.EmbeddedFeast#start()} starts a store.
 *
 * @since 0.1.0
 */
public final class FeastExtension
        implements BeforeAllCallback, BeforeEachCallback, InvocationInterceptor, ParameterResolver, FeatureStore {

    private final RegisteredFixture<RunningStore> fixture;

    private FeastExtension() {
        throw new ExtensionConfigurationException(
                "@ExtendWith(FeastExtension.class) is not supported. Use @IsolatedFeast, or @RegisterExtension on a field with FeastExtension.newInstance().build().");
    }

    private FeastExtension(Builder builder) {
        IsolatedFeast.Server server = builder.server;
        FeastStores stores = builder.stores;
        FeatureView[] views = builder.views.toArray(FeatureView[]::new);
        fixture = IsolatedFeastExtension.FIXTURE.registered(
                this, context -> RunningStore.start(server, stores, context).withViews(views));
    }

    /** Return a builder of an extension; without further calls it runs what {@link IsolatedFeast.Server#DEFAULT} says. */
    public static Builder newInstance() {
        return new Builder();
    }

    FeatureStore store() {
        return fixture.current().store();
    }

    @Override
    public void apply(FeatureView... views) {
        store().apply(views);
    }

    @Override
    public void ingest(FeatureView view, Table rows) {
        store().ingest(view, rows);
    }

    @Override
    public void materialize(Instant from, Instant to) {
        store().materialize(from, to);
    }

    @Override
    public InetSocketAddress address() {
        return store().address();
    }

    @Override
    public FeastClient online() {
        return store().online();
    }

    @Override
    public OnlineFeatures online(Table entityRows, String... features) {
        return store().online(entityRows, features);
    }

    @Override
    public HistoricalFeatures historical(Table entityRows, String... features) {
        return store().historical(entityRows, features);
    }

    @Override
    public Table offline(FeatureView view) {
        return store().offline(view);
    }

    @Override
    public FeatureSource source(FeatureView view) {
        return store().source(view);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        fixture.beforeAll(context);
        IsolatedFeastExtension.SPRING.announce(context, fixture::ownership);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        fixture.beforeEach(context);
        IsolatedFeastExtension.SPRING.lead(context, fixture::ownership);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invoked,
            ExtensionContext context)
            throws Throwable {
        IsolatedFeastExtension.SPRING.started(context);
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
     * Builds a {@link FeastExtension}.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private IsolatedFeast.Server server = IsolatedFeast.Server.DEFAULT;
        private @Nullable FeastStores stores;
        private List<FeatureView> views = List.of();

        private Builder() {}

        /**
         * Choose what runs the feature store, whatever {@code mmp.feast.server} says.
         *
         * @return this builder
         */
        public Builder server(IsolatedFeast.Server choice) {
            server = requireNonNull(choice, "The server must not be null.");
            return this;
        }

        /**
         * Choose where it keeps features, or what it is a model of, whatever {@code mmp.feast.offline} and {@code mmp.feast.online} say.
         *
         * @return this builder
         */
        public Builder stores(FeastStores choice) {
            stores = requireNonNull(choice, "The stores must not be null.");
            return this;
        }

        /**
         * Apply these views before a test sees the store.
         *
         * @return this builder
         */
        public Builder views(FeatureView... applied) {
            views = List.of(applied);
            return this;
        }

        /**
         * Build the extension; nothing starts yet.
         *
         * @return an extension for a field with {@code @RegisterExtension}
         */
        public FeastExtension build() {
            return new FeastExtension(this);
        }
    }
}
