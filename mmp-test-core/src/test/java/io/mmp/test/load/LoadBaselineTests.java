package io.mmp.test.load;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.verdict.FixedSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons with an earlier run. */
@FixedSamples
class LoadBaselineTests {

    private static final LoadResult BEFORE =
            Results.of().answered(900, 20).answered(90, 60).status(10, 500).build();
    private static final Duration TOLERANCE = Duration.ofMillis(10);

    @TempDir
    Path directory;

    private Path json;

    @BeforeEach
    void write() {
        LoadReport.of(BEFORE).writeTo(directory);
        json = directory.resolve("load.json");
    }

    private Path changed(String from, String to) throws IOException {
        String text = Files.readString(json);
        assertThat(text).contains(from);
        return Files.writeString(directory.resolve("changed.json"), text.replace(from, to));
    }

    @Test
    void a_baseline_that_was_written_and_read_has_the_latencies_that_it_had() {
        LoadBaseline read = LoadBaseline.read(json);

        for (double probability : new double[] {0.1, 0.5, 0.9, 0.95, 0.98}) {
            double exact = BEFORE.percentile(probability).estimate();
            assertThat(read.latencies(true).quantile(probability).estimate()).isCloseTo(exact, within(exact / 500));
        }
        assertThat(read.latencies(true).quantile(0.995).estimate()).isInfinite();
        assertThat(read.latencies(false).size()).isEqualTo(990);
        assertThat(read.errorRate().estimate()).isEqualTo(0.01);
    }

    @Test
    void the_same_figures_pass_and_slower_ones_fail() {
        LoadBaseline baseline = LoadBaseline.read(json);
        LoadResult slower = Results.of().answered(850, 20).answered(150, 120).build();

        assertThat(BEFORE).hasPercentileNotAbove(baseline, 0.95, TOLERANCE).hasErrorRateNotAbove(baseline, 0.02);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(slower).hasPercentileNotAbove(baseline, 0.95, TOLERANCE))
                .withMessage(
                        "%np95 of 1000 latencies is 60 ms above that of 1000 latencies of the baseline, at least 60 ms with 95 %% confidence: above 10 ms."
                                .formatted());
    }

    @Test
    void more_errors_than_in_the_baseline_fail() {
        LoadResult broken = Results.of().answered(900, 20).status(100, 500).build();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(broken).hasErrorRateNotAbove(LoadBaseline.of(BEFORE), 0.01))
                .withMessageContaining(
                        "100 errors in 1000 requests are a rate of 10 %, 9 % above 10 errors in 1000 requests of the baseline (1 %), at least");
    }

    @Test
    void a_baseline_that_is_none_is_refused() throws IOException {
        Path missing = directory.resolve("missing.json");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadBaseline.read(missing))
                .withMessage(
                        "The baseline %s does not exist. Write it with LoadReport.of(result).writeTo(directory).",
                        missing);
        Path other = changed("mmp-load/1", "mmp-load/9");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadBaseline.read(other))
                .withMessage(
                        "The baseline %s has schema 'mmp-load/9', but this version reads 'mmp-load/1'. Write it with LoadReport.of(result).writeTo(directory).",
                        other);
        changed("\"due\": 1000", "\"due\": -1");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadBaseline.read(other))
                .withMessage("The baseline %s: 'due' must be a whole number from 0 to 2147483647, but is -1.", other);
        changed("\"due\": 1000", "\"due\": 1001");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadBaseline.read(other))
                .withMessage(
                        "The baseline %s has 990 latencies, but 1001 requests due and 10 failed. Write it again.",
                        other);
        changed("\"latencyHistogram\"", "\"histogram\"");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadBaseline.read(other))
                .withMessage("The baseline %s: 'latencyHistogram' must be a string, but is missing.", other);
        changed("\"latencyHistogram\": \"", "\"latencyHistogram\": \"AAAA");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadBaseline.read(other))
                .withMessageStartingWith("The baseline %s: 'latencyHistogram' is not a histogram in base 64 (", other)
                .withMessageEndingWith(" Write it again.");
        Files.writeString(other, "[]");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadBaseline.read(other))
                .withMessage("The baseline %s is not a JSON object.", other);
        Files.writeString(other, "{");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadBaseline.read(other))
                .withMessageStartingWith("The baseline %s is not JSON: ", other);
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadBaseline.read(directory))
                .withMessageStartingWith("The baseline %s cannot be read (", directory);
    }
}
