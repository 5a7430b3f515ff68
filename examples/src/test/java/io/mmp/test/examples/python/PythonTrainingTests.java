package io.mmp.test.examples.python;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.examples.Report;
import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.process.MlflowInstallation;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs a training script that knows nothing of the test: it logs to the test's server because its environment says so. */
@Tag("e2e")
@IsolatedMlflow
@EnabledIfMlflowProcess
class PythonTrainingTests {

    @Test
    void a_python_script_logs_to_the_server_of_the_test(MlflowTracking mlflow) throws Exception {
        String runId = train(mlflow);

        assertThat(mlflow.run(runId))
                .isFinished()
                .hasName("from-python")
                .hasParam("optimizer", "sgd")
                .hasTag("team", "payments");
        assertThat(mlflow.run(runId)).history("loss").hasSteps(0, 1, 2, 3, 4).isStrictlyDecreasing();
        assertThat(mlflow.run(runId)).artifact("model/weights.txt").hasText("weights: [1, 2, 3]\n");
        Report.print(mlflow, runId);
    }

    /** Run the script with the interpreter that has MLflow, and return the id that it prints. */
    private static String train(MlflowTracking mlflow) throws IOException, InterruptedException {
        MlflowInstallation installation = MlflowInstallation.ensure();
        ProcessBuilder builder = new ProcessBuilder(
                        installation.python().toString(), "src/test/resources/python/train.py")
                .redirectErrorStream(true);
        builder.environment().putAll(mlflow.environment());
        Process script = builder.start();
        String output = new String(script.getInputStream().readAllBytes(), UTF_8);
        assertThat(script.waitFor()).as(output).isZero();
        return output.lines()
                .filter(line -> line.startsWith("run "))
                .findFirst()
                .orElseThrow()
                .substring("run ".length());
    }
}
