package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feast.FeastClient;
import dev.feast.Row;
import io.mmp.test.feast.spring.FeastProperties;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.fixture.Scope;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Test classes of an application on Spring, for {@link SpringPropertiesTests}. */
@NullUnmarked
final class SpringTestCases {

    static final AtomicInteger CONTEXTS = new AtomicInteger();

    static final FeatureView VIEW = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64);

    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

    /** A value that no other feature store has. */
    private static final AtomicLong TRIPS = new AtomicLong();

    private SpringTestCases() {}

    /** An application as people write them: its client is made of two properties. */
    @Configuration
    static class Application {

        Application() {
            CONTEXTS.incrementAndGet();
        }

        @Bean
        FeastClient client(@Value("${feast.host}") String host, @Value("${feast.port}") int port) {
            return FeastClient.create(host, port);
        }
    }

    static class ParentApplication extends Application {}

    /** Put a row into the online store and return its value. */
    static long fill(FeatureStore feast) {
        long trips = TRIPS.incrementAndGet();
        Instant later = TEN.plusSeconds(trips); // Redis takes no second value of one instant
        feast.apply(VIEW);
        feast.ingest(
                VIEW,
                Table.builder()
                        .column("driver_id", ValueType.INT64)
                        .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                        .column("trips", ValueType.INT64)
                        .row(1L, later, trips)
                        .build());
        feast.materialize(TEN, later);
        return trips;
    }

    /** Return the value of that row as the application reads it. */
    static long read(FeastClient ofApplication) {
        return ofApplication
                .getOnlineFeatures(
                        List.of("driver_stats:trips"), List.of(Row.create().set("driver_id", 1L)))
                .get(0)
                .getLong("trips");
    }

    /** Find that the application reads from the feature store of the test. */
    static void serves(FeastClient ofApplication, FeatureStore feast) {
        assertThat(ofApplication).isNotSameAs(feast.online());
        long filled = fill(feast);
        assertThat(read(ofApplication)).isEqualTo(filled);
    }

    @IsolatedFeast
    @SpringJUnitConfig(Application.class)
    static class MethodTestCase {

        @Autowired
        private FeastClient own;

        @RepeatedTest(2)
        void by_a_field(FeatureStore feast) {
            serves(own, feast);
        }

        @Test
        void by_a_parameter(@Autowired FeastClient parameter, FeatureStore feast) {
            serves(parameter, feast);
        }

        @Nested
        class Inner {

            @Test
            void nested(FeatureStore feast) {
                serves(own, feast);
            }
        }
    }

    @SpringJUnitConfig(Application.class)
    @IsolatedFeast
    static class OtherMethodTestCase {

        private final FeastClient own;
        private long filled;

        @Autowired
        OtherMethodTestCase(FeastClient own) {
            this.own = own;
        }

        @BeforeEach
        void before(FeatureStore feast) {
            filled = fill(feast);
        }

        @RepeatedTest(2)
        void by_its_constructor() {
            assertThat(read(own)).isEqualTo(filled);
        }
    }

    @IsolatedFeast(scope = Scope.CLASS)
    @SpringJUnitConfig(Application.class)
    static class ClassTestCase {

        private static long filled;

        @BeforeAll
        static void prepare(FeatureStore feast, @Autowired FeastClient own) {
            filled = fill(feast);
            assertThat(read(own)).isEqualTo(filled);
        }

        @RepeatedTest(2)
        void one_store(@Autowired FeastClient own) {
            assertThat(read(own)).isEqualTo(filled);
        }

        @Nested
        class Inner {

            @Test
            void nested(@Autowired FeastClient own) {
                assertThat(read(own)).isEqualTo(filled);
            }

            @Test
            @IsolatedFeast
            void innermost(FeatureStore feast, @Autowired FeastClient own) {
                serves(own, feast);
            }
        }
    }

    @IsolatedFeast(scope = Scope.CLASS)
    @SpringJUnitConfig(Application.class)
    static class OtherClassTestCase {

        @Test
        void another_store(FeatureStore feast, @Autowired FeastClient own) {
            serves(own, feast);
        }
    }

    @IsolatedFeast
    @SpringJUnitConfig(Application.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase {

        @Autowired
        private FeastClient own;

        @RepeatedTest(2)
        void test(FeatureStore feast) {
            serves(own, feast);
        }
    }

    @SpringJUnitConfig(Application.class)
    static class OnMethodTestCase {

        @Test
        @IsolatedFeast
        void test(FeatureStore feast, @Autowired FeastClient own) {
            serves(own, feast);
        }
    }

    @SpringJUnitConfig(Application.class)
    static class StaticFieldTestCase {

        @RegisterExtension
        static final FeastExtension FEAST =
                FeastExtension.newInstance().views(VIEW).build();

        @RepeatedTest(2)
        void test(@Autowired FeastClient own) {
            serves(own, FEAST);
        }
    }

    @SpringJUnitConfig(Application.class)
    static class InstanceFieldTestCase {

        @RegisterExtension
        final FeastExtension feast = FeastExtension.newInstance().build();

        @RepeatedTest(2)
        void test(@Autowired FeastClient own) {
            serves(own, feast);
        }
    }

    @SpringJUnitConfig
    static class NoStoreTestCase {

        @Configuration
        static class Empty {}

        @Test
        void test(@Autowired Environment environment) {
            assertThat(environment.getProperty("feast.port")).isNull();
        }
    }

    @IsolatedFeast
    @FeastProperties(host = "ranking.host", port = "ranking.port", target = "ranking.target")
    @SpringJUnitConfig(Application.class)
    static class NamesTestCase {

        @Nested
        class Inner {

            @Test
            void test(@Autowired Environment environment) {
                int port = environment.getRequiredProperty("feast.port", int.class);
                assertThat(port).isPositive();
                assertThat(List.of("FEAST_PORT", "ranking.port"))
                        .allSatisfy(name -> assertThat(environment.getProperty(name, int.class))
                                .isEqualTo(port));
                assertThat(List.of("FEAST_HOST", "feast.host", "ranking.host"))
                        .allSatisfy(name ->
                                assertThat(environment.getProperty(name)).isEqualTo("127.0.0.1"));
                assertThat(environment.getProperty("ranking.target")).isEqualTo("127.0.0.1:" + port);
            }
        }
    }
}
