package io.mmp.test.feast;

import static java.util.Objects.requireNonNull;

import dev.feast.FeastClient;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.fixture.RegisteredFixture;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a feature store of their own from a field, where {@link IsolatedFeast} cannot say what it should be.
 *
 * <pre>{@code
 * class RankingTests {
 *     @RegisterExtension
 *     static final FeastExtension FEAST = FeastExtension.builder().views(DRIVER_STATS).build();
 *
 *     @Test
 *     void serves_the_latest_rate() {
 *         FEAST.store().ingest(DRIVER_STATS, rows);
 *         FEAST.store().materialize(yesterday, now);
 *         assertThat(new Ranking(FEAST.client()).rateOf(1001L)).isEqualTo(0.5);
 *     }
 * }
 * }</pre>
 *
 * <p>In a static field it gives one store to all tests of a class, nested classes included, from the first {@code @BeforeAll} method on; in
 * an instance field one to each test method. {@code FeatureStore} and {@code FeastClient} parameters are resolved as {@link IsolatedFeast}
 * resolves them; where both, or several extensions, could give a parameter, the innermost does.
 *
 * <p>It is of no use outside JUnit: a {@code main} method or another runner takes
 * {@link io.mmp.test.feast.embedded.EmbeddedFeast#start()}.
 *
 * @since 0.1.0
 */
public final class FeastExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

    private final RegisteredFixture<RunningStore> fixture;

    private FeastExtension(Builder builder) {
        IsolatedFeast.Server server = builder.server;
        FeastStores stores = builder.stores;
        FeatureView[] views = builder.views.toArray(FeatureView[]::new);
        fixture = IsolatedFeastExtension.FIXTURE.registered(
                this, context -> RunningStore.start(server, stores, context).withViews(views));
    }

    /** Describe a feature store, which is what {@link IsolatedFeast} gives unless it is said otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Return the feature store of the test that runs now.
     *
     * @throws IllegalStateException if no test that uses this extension runs, such as where {@code @RegisterExtension} was forgotten, or
     *     several do at once, which share this field and not a store
     */
    public FeatureStore store() {
        return fixture.current().store();
    }

    /**
     * Return the Feast Java SDK's own client, connected to {@link #store}; it is closed with it.
     *
     * @throws IllegalStateException as {@link #store} does
     */
    public FeastClient client() {
        return store().online();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        fixture.beforeAll(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        fixture.beforeEach(context);
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
     * Describes the feature store that an extension gives.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private IsolatedFeast.Server server = IsolatedFeast.Server.DEFAULT;
        private @Nullable FeastStores stores;
        private List<FeatureView> views = List.of();

        private Builder() {}

        /** Say what runs the feature store, whatever {@code mmp.feast.server} says. */
        public Builder server(IsolatedFeast.Server kind) {
            server = requireNonNull(kind, "The server must not be null.");
            return this;
        }

        /** Say in which stores it keeps features, or of which it is a model, whatever {@code mmp.feast.offline} and {@code .online} say. */
        public Builder stores(FeastStores others) {
            stores = requireNonNull(others, "The stores must not be null.");
            return this;
        }

        /** Say which views are applied before a test sees the store, in place of those that were said before. */
        public Builder views(FeatureView... others) {
            views = List.of(requireNonNull(others, "The views must not be null."));
            return this;
        }

        /** Return an extension that gives such feature stores. */
        public FeastExtension build() {
            return new FeastExtension(this);
        }
    }
}
