package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feast.FeastClient;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.fixture.Scope;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes with a {@link FeastExtension} in a field, for {@link FeastExtensionTests}. */
final class FeastExtensionTestCases {

    private FeastExtensionTestCases() {}

    private static final FeatureView VIEW =
            FeatureView.named("stats").withJoinKey("id", ValueType.INT64).withFeature("trips", ValueType.INT64);

    /** The servers that the test cases saw, one entry for each look. */
    static final Queue<SeenStore> SEEN = new ConcurrentLinkedQueue<>();

    private static void see(FeastExtension extension, FeatureStore parameter) {
        assertThat(extension.store()).isSameAs(parameter);
        see(parameter);
    }

    private static void see(FeatureStore store) {
        SEEN.add(SeenStore.of(store, store.address()));
    }

    static class StaticTestCase {

        @RegisterExtension
        static final FeastExtension FEAST =
                FeastExtension.newInstance().views(VIEW).build();

        StaticTestCase(FeatureStore store) {
            see(FEAST, store);
        }

        @BeforeAll
        static void all(FeatureStore store) {
            see(FEAST, store);
        }

        @AfterAll
        static void last(FeatureStore store) {
            see(FEAST, store);
        }

        @Test
        void has_its_views(FeatureStore store) {
            assertThat(store.source(VIEW).rows().rowCount()).isZero();
            assertThat(FEAST.offline(VIEW).rowCount()).isZero();
        }

        @Test
        void has_a_client(FeastClient client) {
            assertThat(client).isSameAs(FEAST.online());
            see(FEAST.store());
        }

        @Nested
        class InnerTestCase {

            @Test
            void shares_it(FeatureStore store) {
                see(FEAST, store);
            }
        }
    }

    static class InstanceTestCase {

        @RegisterExtension
        final FeastExtension feast = FeastExtension.newInstance().build();

        @BeforeEach
        void before(FeatureStore store) {
            see(feast, store);
        }

        @Test
        void plain(FeatureStore store) {
            see(feast, store);
        }

        @RepeatedTest(2)
        void repeated(FeatureStore store) {
            see(feast, store);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void parameterized(int argument, FeatureStore store) {
            assertThat(argument).isPositive();
            see(feast, store);
        }

        @TestFactory
        Stream<DynamicTest> dynamic(FeatureStore store) {
            return Stream.of(
                    DynamicTest.dynamicTest("one", () -> see(feast, store)),
                    DynamicTest.dynamicTest("other", () -> see(feast, store)));
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase {

        @RegisterExtension
        final FeastExtension feast = FeastExtension.newInstance().build();

        @RepeatedTest(2)
        void repeated(FeatureStore store) {
            see(feast, store);
        }

        @Nested
        class InnerTestCase {

            @Test
            void inner(FeatureStore store) {
                see(feast, store);
            }
        }
    }

    abstract static class Inheriting {

        @RegisterExtension
        static final FeastExtension FEAST = FeastExtension.newInstance().build();

        @Test
        void one(FeatureStore store) {
            see(FEAST, store);
        }
    }

    static class FirstTestCase extends Inheriting {}

    static class SecondTestCase extends Inheriting {}

    @Execution(ExecutionMode.CONCURRENT)
    static class ParallelTestCase {

        @RegisterExtension
        final FeastExtension feast = FeastExtension.newInstance().build();

        @Test
        void one(FeatureStore store) {
            see(feast, store);
        }

        @Test
        void other(FeatureStore store) {
            see(feast, store);
        }
    }

    static class InnermostTestCase {

        @RegisterExtension
        static final FeastExtension FEAST = FeastExtension.newInstance().build();

        @Test
        @IsolatedFeast
        void of_the_method(FeatureStore store) {
            assertThat(store).isNotSameAs(FEAST.store());
            see(store);
            see(FEAST.store());
        }

        @Nested
        @IsolatedFeast(scope = Scope.CLASS)
        class InnerTestCase {

            @Test
            void of_the_annotation(FeatureStore store) {
                assertThat(store).isNotSameAs(FEAST.store());
                see(store);
            }
        }
    }

    @IsolatedFeast
    static class BothTestCase {

        @RegisterExtension
        static final FeastExtension FEAST = FeastExtension.newInstance().build();

        @Test
        void ambiguous(FeatureStore store) {
            see(store);
        }
    }

    @ExtendWith(FeastExtension.class)
    static class ExtendedTestCase {

        @Test
        void never_runs() {}
    }

    static class FailingTestCase {

        @RegisterExtension
        static final FeastExtension FEAST = FeastExtension.newInstance().build();

        @Test
        void fails() {
            see(FEAST.store());
            assertThat(SEEN).isEmpty();
        }
    }

    static class RefusedTestCase {

        @RegisterExtension
        final FeastExtension feast = FeastExtension.newInstance()
                .views(
                        VIEW,
                        FeatureView.named("other")
                                .withJoinKey("id", ValueType.STRING)
                                .withFeature("v", ValueType.INT64))
                .build();

        @Test
        void never_runs() {}
    }

    static class StoresTestCase {

        private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

        @RegisterExtension
        final FeastExtension feast = FeastExtension.newInstance()
                .server(IsolatedFeast.Server.EMBEDDED)
                .stores(FeastStores.defaults().withOnline(FeastStores.Online.SQLITE))
                .views(VIEW)
                .build();

        @Test
        void says_not_found_as_sqlite_does_and_redis_does_not() {
            Table rows = Table.builder()
                    .column("id", ValueType.INT64)
                    .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                    .column("trips", ValueType.INT64)
                    .row(1L, TEN, 7L)
                    .build();
            Table unknown =
                    Table.builder().column("id", ValueType.INT64).row(2L).build();
            feast.ingest(VIEW, rows);
            feast.materialize(TEN, TEN);
            assertThat(feast.online(unknown, "stats:trips").features().get("stats:trips"))
                    .singleElement()
                    .hasToString("NULL null, NOT_FOUND, event timestamp 1970-01-01T00:00:00Z");
        }
    }
}
