package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class MlflowProcessConditionTests {

    private static final String REASON =
            "MLflow needs Python 3.10 or later, but 'no-such-python' cannot be run. Install one, or name one with mmp.python.";

    @TempDir
    Path cache;

    @Test
    void a_test_is_skipped_with_the_reason_where_mlflow_cannot_be_had() {
        run("auto")
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(skippedWithReason("[no-mlflow-process] " + REASON)));
    }

    @Test
    void a_test_fails_with_the_reason_where_mlflow_is_required() {
        run("required")
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(cause(
                                instanceOf(ExtensionConfigurationException.class),
                                message("mmp.mlflow.process is required. " + REASON)))));
    }

    @Test
    void a_test_is_skipped_where_mlflow_is_switched_off() {
        run("off")
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(skippedWithReason("[mlflow-process-off] mmp.mlflow.process is off")));
    }

    @Test
    void another_policy_is_refused() {
        run("maybe")
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(cause(
                                instanceOf(ExtensionConfigurationException.class),
                                message("mmp.mlflow.process must be auto, required or off, but is 'maybe'")))));
    }

    @Test
    @EnabledIfMlflowProcess
    void a_test_runs_where_mlflow_is_installed() {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(RealMlflowTestCase.class))
                .configurationParameter("mmp.mlflow.process", "required")
                .execute();

        assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
    }

    private EngineExecutionResults run(String policy) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(RealMlflowTestCase.class))
                .configurationParameter("mmp.mlflow.process", policy)
                .configurationParameter("mmp.cache.dir", cache.toString())
                .configurationParameter("mmp.python", "no-such-python")
                .execute();
    }

    @EnabledIfMlflowProcess
    static class RealMlflowTestCase {

        @Test
        void succeeds() {}
    }
}
