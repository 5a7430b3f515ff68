package shop;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.table.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

@IsolatedMlflow
class TrainingTests {

    record Order(long id, double amount) {}

    @Test
    void logs_how_good_it_is_from_a_module(MlflowTracking mlflow) throws Exception {
        String run = mlflow.client().createRun(mlflow.experimentId()).getRunId();

        Training.train(mlflow.uri(), run);

        assertTrue(Training.class.getModule().isNamed());
        assertThat(mlflow.run(run)).hasMetric("auc", 0.9);
    }

    @Test
    void records_of_an_open_package_are_rows() {
        assertEquals(1, Table.ofRecords(Order.class, List.of(new Order(1, 9.5))).rowCount());
    }
}
