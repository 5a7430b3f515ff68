package io.mmp.test.examples.platform.drift;

import static io.mmp.test.drift.DriftAssertions.assertThat;
import static io.mmp.test.drift.DriftInjection.meanShift;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.python.PythonEnvironment;
import io.mmp.test.python.PythonInstallationException;
import io.mmp.test.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Judges what Evidently does by default, as any other detector. Its environment has 1 GB: {@code mvn -Pnightly verify}. */
@Tag("e2e")
@Tag("nightly")
class EvidentlyTests {

    private static final PythonEnvironment EVIDENTLY = PythonEnvironment.of(
                    "evidently", "evidently==0.7.15", "pandas==2.3.3", "numpy==2.4.6", "scipy==1.17.1")
            .withProof("import evidently.presets");

    private static final Table AMOUNTS = Payments.of(4_000, 1).select(List.of("amount"));

    private static Path environment;

    @BeforeAll
    static void install() {
        try {
            environment = EVIDENTLY.install();
        } catch (PythonInstallationException e) {
            throw new TestAbortedException("Evidently cannot be installed: " + e.getMessage(), e);
        }
    }

    @Test
    void its_kolmogorov_smirnov_test_of_one_column_is_calibrated() throws IOException {
        try (EvidentlyDetector detector = EvidentlyDetector.start(environment)) {
            assertThat(detector)
                    .on(AMOUNTS)
                    .usingRows(300, 300)
                    .usingTolerance(0.05)
                    .falseAlarmRateAtMost(0.05)
                    .powerAtLeast(0.9, meanShift(0.5));
        }
    }

    @Test
    void its_stability_index_alarms_without_drift_where_there_are_a_hundred_rows() throws IOException {
        try (EvidentlyDetector detector = EvidentlyDetector.start(environment, "psi")) {
            assertThatThrownBy(() ->
                            assertThat(detector).on(AMOUNTS).usingRows(100, 100).falseAlarmRateAtMost(0.05))
                    .hasMessageContaining("the rate is above 5 % with 95 % confidence");
        }
    }

    @Test
    void any_of_three_columns_alarms_too_often_since_it_does_not_correct() throws IOException {
        try (EvidentlyDetector detector = EvidentlyDetector.start(environment)) {
            assertThatThrownBy(() -> assertThat(detector)
                            .on(Payments.of(4_000, 1))
                            .usingRows(300, 300)
                            .usingTolerance(0.05)
                            .falseAlarmRateAtMost(0.05))
                    .hasMessageContaining("the rate is above 5 % with 95 % confidence");
        }
    }
}
