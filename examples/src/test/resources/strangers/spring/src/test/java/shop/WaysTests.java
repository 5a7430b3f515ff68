package shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.fixture.Scope;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowExtension;
import io.mmp.test.mlflow.MlflowTracking;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlflow.tracking.MlflowClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;

/** The ways in which people bring a tracking URI into their beans and their beans into tests. */
class WaysTests {

    private static final Set<Integer> APPLICATIONS = new HashSet<>();

    private static void finds(MlflowTracking mlflow, Training training) {
        training.train();
        assertThat(mlflow.client().searchRuns(List.of("0"), "")).hasSize(1);
    }

    @Nested
    @IsolatedMlflow
    @SpringBootTest
    @TestConstructor(autowireMode = AutowireMode.ALL)
    class Constructor {

        private final Training training;

        Constructor(Training training) {
            this.training = training;
        }

        @RepeatedTest(2)
        void each_test_has_a_server_of_its_own_and_all_share_a_context(MlflowTracking mlflow) {
            finds(mlflow, training);
            APPLICATIONS.add(System.identityHashCode(training));
            assertThat(APPLICATIONS).hasSize(1);
        }
    }

    @Nested
    @SpringBootTest
    @IsolatedMlflow
    class Properties {

        @Value("${mlflow.tracking-uri}")
        private String value;

        @Value("${MLFLOW_TRACKING_URI}")
        private String variable;

        @Test
        void have_the_uri(@Autowired MlflowSettings settings) {
            assertThat(settings.trackingUri()).isEqualTo(URI.create(value)).isEqualTo(URI.create(variable));
        }

        @Test
        void the_servers_default_experiment_is_there(@Autowired MlflowClient ofApplication) {
            assertThat(ofApplication.getExperiment("0").getName()).isEqualTo("Default");
        }
    }

    @Nested
    @SpringBootTest
    @IsolatedMlflow(scope = Scope.CLASS)
    class OneServer {

        private static String run;

        @BeforeAll
        static void train(@Autowired Training training) {
            run = training.train();
        }

        @RepeatedTest(2)
        void has_what_was_trained_before_all(MlflowTracking mlflow) {
            assertThat(mlflow.run(run).data().metrics()).containsEntry("auc", 0.9);
        }
    }

    /** As with containers; here the context is this class's own. */
    @Nested
    @SpringBootTest
    class DynamicProperties {

        @RegisterExtension
        static final MlflowExtension MLFLOW = MlflowExtension.newInstance().build();

        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry registry) {
            registry.add("mlflow.tracking-uri", MLFLOW::uri);
        }

        @Test
        void work_too(@Autowired Training training) {
            finds(MLFLOW, training);
        }
    }
}
