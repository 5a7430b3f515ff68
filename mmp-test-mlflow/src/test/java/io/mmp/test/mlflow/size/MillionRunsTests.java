package io.mmp.test.mlflow.size;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.mlflow.benchmark.FilledServer.EXPERIMENT;
import static io.mmp.test.mlflow.benchmark.FilledServer.MODEL;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.benchmark.FilledServer;
import io.mmp.test.mlflow.client.MlflowException;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.MlflowRuns;
import io.mmp.test.mlflow.client.ModelStage;
import java.io.IOException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The real server with 1,000,000 runs, or as many as the system property {@code mmp.size.runs} says, and 10,000 versions; each page of runs takes it seconds. */
@Tag("e2e")
@Tag("nightly")
@EnabledIfMlflowProcess
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MillionRunsTests extends SizeContract {

    private static final int RUNS = Integer.getInteger("mmp.size.runs", 1_000_000);
    private static final int VERSIONS = Integer.getInteger("mmp.size.versions", 10_000);

    MillionRunsTests() throws IOException {
        super(FilledServer.real(RUNS, VERSIONS), RUNS, VERSIONS);
    }

    /** The last test, since nobody stops the server, which would need hours. */
    @Test
    @Order(Integer.MAX_VALUE)
    void an_order_of_all_runs_by_a_metric_fails_after_the_time_for_an_answer_and_harms_nobody() {
        System.setProperty("mmp.mlflow.timeout", "PT30S");
        try {
            assertThatThrownBy(() -> MlflowRuns.at(server.uri()).search(EXPERIMENT, "", "metrics.loss ASC"))
                    .isInstanceOf(MlflowException.class)
                    .hasMessageStartingWith("MLflow at " + server.uri() + " did not answer POST mlflow/runs/search {")
                    .hasMessageContaining("[\"metrics.loss ASC\"]")
                    .hasMessageEndingWith(
                            " within PT30S. A search goes over all that the server's store holds, and an order by a metric takes longest:"
                                    + " let a filter leave few, ask by id or alias, or allow more time with -Dmmp.mlflow.timeout=PT2M");
        } finally {
            System.clearProperty("mmp.mlflow.timeout");
        }
        assertThat(MlflowRegistry.at(server.uri()).versionByAlias(MODEL, "champion"))
                .hasStage(ModelStage.PRODUCTION);
    }
}
