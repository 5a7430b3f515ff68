package shop;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.testng.Assert.assertEquals;
import static org.testng.Assert.expectThrows;

import io.mmp.test.mlflow.MlflowSoftAssertions;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import org.mlflow.tracking.MlflowClient;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

public class TrainingTest {

    private EmbeddedMlflow mlflow;

    @BeforeMethod
    public void startMlflow(Method test) {
        mlflow = EmbeddedMlflow.start(Path.of("target", "mlflow", test.getName()));
    }

    @AfterMethod(alwaysRun = true)
    public void stopMlflow() {
        mlflow.close();
    }

    @Test
    public void logs_how_good_it_is() {
        String run = new Training(mlflow.uri()).train();

        assertThat(LoggedRun.at(mlflow.uri(), run)).isFinished().hasMetric("auc", 0.9);
    }

    @Test(invocationCount = 2)
    public void finds_no_run_of_another_test() {
        try (MlflowClient client = new MlflowClient(mlflow.uri().toString())) {
            assertEquals(client.searchRuns(List.of("0"), "").size(), 0);
        }
        new Training(mlflow.uri()).train();
    }

    @Test
    public void is_told_all_that_is_wrong() {
        LoggedRun run = LoggedRun.at(mlflow.uri(), new Training(mlflow.uri()).train());

        AssertionError failure = expectThrows(
                AssertionError.class, () -> MlflowSoftAssertions.assertSoftly(softly -> softly.assertThat(run)
                        .hasMetric("auc", 0.8)
                        .hasParam("depth", "3")));

        org.assertj.core.api.Assertions.assertThat(failure).hasMessageContainingAll("to be 0.8, but it is 0.9", "to have param 'depth', but it has no params");
    }

    @Test(expectedExceptions = ClassNotFoundException.class)
    public void gets_no_junit_from_the_library() throws Exception {
        Class.forName("org.junit.jupiter.api.Test");
    }
}
