package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.feast.FeastExtension;
import io.mmp.test.feast.IsolatedFeast;
import io.mmp.test.feast.spring.FeastProperties;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.fixture.Scope;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The ways in which people bring the address of a feature server into their beans. */
class FeatureWaysTests {

    private static final Set<Integer> APPLICATIONS = new HashSet<>();

    @Nested
    @SpringBootTest
    @IsolatedFeast
    class StoreOfEachTest {

        @RepeatedTest(2)
        void is_behind_the_address_of_one_context(
                RepetitionInfo repetition, FeatureStore feast, @Autowired Ranking ranking) {
            assertThatThrownBy(() -> ranking.rateOf(1001)).hasMessageContaining("driver_stats");

            RankingTests.serve(feast, repetition.getCurrentRepetition());

            assertThat(ranking.rateOf(1001)).isEqualTo(repetition.getCurrentRepetition());
            APPLICATIONS.add(System.identityHashCode(ranking));
            assertThat(APPLICATIONS).hasSize(1);
        }
    }

    @Nested
    @SpringBootTest
    @IsolatedFeast(scope = Scope.CLASS)
    class OneStore {

        @BeforeAll
        static void serve(FeatureStore feast) {
            RankingTests.serve(feast, 0.25);
        }

        @RepeatedTest(2)
        void has_what_was_served_before_all(@Autowired Ranking ranking) {
            assertThat(ranking.rateOf(1001)).isEqualTo(0.25);
        }
    }

    @Nested
    @SpringBootTest
    @IsolatedFeast
    @IsolatedMlflow
    @FeastProperties(target = "spring.grpc.client.channels.feast.address")
    class Both {

        @Test
        void reach_the_context(
                FeatureStore feast,
                MlflowTracking mlflow,
                @Autowired Ranking ranking,
                @Autowired Training training,
                @Autowired Environment environment) {
            RankingTests.serve(feast, 0.75);
            assertThat(ranking.rateOf(1001)).isEqualTo(0.75);
            training.train();
            assertThat(mlflow.client().searchRuns(List.of("0"), "")).hasSize(1);
            assertThat(environment.getProperty("spring.grpc.client.channels.feast.address"))
                    .isEqualTo("127.0.0.1:" + environment.getProperty("feast.port"))
                    .isEqualTo(environment.getProperty("FEAST_HOST") + ":" + environment.getProperty("FEAST_PORT"));
        }
    }

    /** As with containers; here the context is this class's own. */
    @Nested
    @SpringBootTest
    class DynamicProperties {

        @RegisterExtension
        static final FeastExtension FEAST =
                FeastExtension.newInstance().views(RankingTests.DRIVER_STATS).build();

        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry registry) {
            registry.add("feast.host", () -> FEAST.address().getHostString());
            registry.add("feast.port", () -> FEAST.address().getPort());
        }

        @Test
        void work_too(@Autowired Ranking ranking) {
            RankingTests.serve(FEAST, 1);
            assertThat(ranking.rateOf(1001)).isEqualTo(1);
        }
    }
}
