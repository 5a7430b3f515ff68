package io.mmp.test.mlflow.assertion;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.mlflow.assertion.Failing.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MetricPoint;
import io.mmp.test.mlflow.client.ServerUnderTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlflow.api.proto.Service.Metric;

class MetricHistoryAssertTests {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    @Test
    void values_are_ordered_by_step_and_not_by_time() {
        String id = SERVER.newRun();
        SERVER.client().logMetric(id, "loss", 0.25, 1000, 2);
        SERVER.client().logMetric(id, "loss", 1.0, 3000, -1);
        SERVER.client().logMetric(id, "loss", 0.5, 2000, 0);
        LoggedRun run = LoggedRun.at(SERVER.uri(), id);

        assertThat(run.history("loss").points())
                .containsExactly(
                        new MetricPoint(1.0, -1, Instant.ofEpochSecond(3)),
                        new MetricPoint(0.5, 0, Instant.ofEpochSecond(2)),
                        new MetricPoint(0.25, 2, Instant.ofEpochSecond(1)));
        assertThat(run)
                .history("loss")
                .isStrictlyDecreasing()
                .hasSteps(-1, 0, 2)
                .hasLength(3)
                .isFinite();
        assertThat(run.history("none").points()).isEmpty();
    }

    @Test
    void monotony_allows_equal_values_and_strict_monotony_does_not() {
        assertThat(logged(3, 2, 2)).history("m").isDecreasing();
        assertThat(logged(1, 1, 2)).history("m").isIncreasing();
        assertThat(logged(1, 2)).history("m").isStrictlyIncreasing();
        LoggedRun flat = logged(2, 2);
        assertFails(
                () -> assertThat(flat).history("m").isStrictlyDecreasing(),
                "Expecting metric 'm' of " + flat + " to be strictly decreasing, but 1 of 2 values are not:",
                "  2.0 at step 1 after 2.0 at step 0");
        assertFails(
                () -> assertThat(flat).history("m").isStrictlyIncreasing(),
                "Expecting metric 'm' of " + flat + " to be strictly increasing, but 1 of 2 values are not:",
                "  2.0 at step 1 after 2.0 at step 0");
    }

    @Test
    void each_value_out_of_order_is_reported() {
        LoggedRun run = logged(3, 4, 2, Double.NaN, 1);
        assertFails(
                () -> assertThat(run).history("m").isDecreasing(),
                "Expecting metric 'm' of " + run + " to be decreasing, but 3 of 5 values are not:",
                "  4.0 at step 1 after 3.0 at step 0",
                "  NaN at step 3 after 2.0 at step 2",
                "  1.0 at step 4 after NaN at step 3");
        LoggedRun falling = logged(2, 1);
        assertFails(
                () -> assertThat(falling).history("m").isIncreasing(),
                "Expecting metric 'm' of " + falling + " to be increasing, but 1 of 2 values are not:",
                "  1.0 at step 1 after 2.0 at step 0");
    }

    @Test
    void of_many_offenders_ten_are_shown() {
        LoggedRun run = logged(LongStream.range(0, 13).asDoubleStream().toArray());
        List<String> lines = new ArrayList<>();
        lines.add("Expecting metric 'm' of " + run + " to be decreasing, but 12 of 13 values are not:");
        LongStream.rangeClosed(1, 10)
                .forEach(i -> lines.add("  %s.0 at step %s after %s.0 at step %s".formatted(i, i, i - 1, i - 1)));
        lines.add("  and 2 more");
        assertFails(() -> assertThat(run).history("m").isDecreasing(), lines.toArray(String[]::new));
    }

    @Test
    void values_that_are_not_finite_are_reported() {
        LoggedRun run = logged(1, Double.NaN, Double.NEGATIVE_INFINITY);
        assertFails(
                () -> assertThat(run).history("m").isFinite(),
                "Expecting metric 'm' of " + run + " to be finite, but 2 of 3 values are not:",
                "  NaN at step 1",
                "  -Infinity at step 2");
    }

    @Test
    void a_wrong_length_or_other_steps_are_rejected() {
        LoggedRun run = logged(1, 2);
        assertFails(
                () -> assertThat(run).history("m").hasLength(3),
                "Expecting metric 'm' of " + run + " to have 3 values, but it has 2");
        assertFails(
                () -> assertThat(run).history("m").hasSteps(0, 1, 2),
                "Expecting metric 'm' of " + run + " to have 3 steps: 0, 1, 2, but it has 2 steps: 0, 1");
    }

    @Test
    void a_history_of_several_pages_is_read_to_its_end() {
        String id = SERVER.newRun();
        for (int batch = 0; batch < 26; batch++) {
            List<Metric> metrics = LongStream.range(batch * 1000L, (batch + 1) * 1000L)
                    .mapToObj(step -> Metric.newBuilder()
                            .setKey("m")
                            .setValue((double) step)
                            .setStep(step)
                            .setTimestamp(step)
                            .build())
                    .toList();
            SERVER.client().logBatch(id, metrics, List.of(), List.of());
        }
        assertThat(LoggedRun.at(SERVER.uri(), id))
                .history("m")
                .hasLength(26_000)
                .isStrictlyIncreasing();
    }

    private static LoggedRun logged(double... values) {
        String id = SERVER.newRun();
        for (int step = 0; step < values.length; step++) {
            SERVER.client().logMetric(id, "m", values[step], 1000, step);
        }
        return LoggedRun.at(SERVER.uri(), id);
    }
}
