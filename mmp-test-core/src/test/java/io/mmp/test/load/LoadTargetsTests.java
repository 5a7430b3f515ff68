package io.mmp.test.load;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.verdict.FixedSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

/** What a run has to meet by a file, with what misses it. */
@FixedSamples
class LoadTargetsTests {

    /** 1,000 requests in 10 s, of which 10 fail. */
    private static final LoadResult RESULT =
            Results.of().answered(900, 20).answered(90, 60).status(10, 500).build();

    private static final LoadResult CLEAN =
            Results.of().answered(500, 19).answered(500, 21).build();
    private static final LoadResult REJECTED = Results.of().status(1_000, 422).build();

    @TempDir
    Path directory;

    private Path file(String members) throws IOException {
        return Files.writeString(
                directory.resolve("targets.json"), "{\"schema\": \"mmp-load-targets/1\"%s}".formatted(members));
    }

    private LoadTargets targets(String members) throws IOException {
        return LoadTargets.read(file(members));
    }

    @Test
    void all_targets_of_a_file_are_judged_and_told_of_together() throws IOException {
        assertThat(RESULT).meets(targets(", \"p50\": 25, \"p97.5\": 100, \"errorRate\": 0.02, \"throughput\": 98"));

        LoadTargets missed = targets(", \"p50\": 10, \"p90\": 30, \"errorRate\": 0.001, \"throughput\": 100");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(RESULT).meets(missed))
                .withMessageContaining(
                        "p50 of 1000 latencies is 20 ms, at least 20 ms with 95 % confidence: above 10 ms.")
                .withMessageContaining("p90 of 1000 latencies is 20 ms, but 60 ms is still possible")
                .withMessageContaining(
                        "10 errors in 1000 requests are a rate of 1 %, at least 0.544 % with 95 % confidence: above 0.1 %.")
                .withMessageContaining(
                        "Expecting a throughput of at least 100/s of load 'scoring' (1000 requests due, 0 not sent, 10 failed, 0 late), but 990 requests were answered well in 10 s: 99/s");
    }

    @Test
    void a_mean_is_kept_or_missed() throws IOException {
        assertThat(CLEAN).meets(targets(", \"mean\": 25"));

        LoadTargets missed = targets(", \"mean\": 15");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(CLEAN).meets(missed))
                .withMessageContaining("above 15 ms");
    }

    @Test
    void a_mean_of_requests_of_which_some_failed_is_none() throws IOException {
        LoadTargets mean = targets(", \"mean\": 25");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(RESULT).meets(mean))
                .withMessageContaining(
                        "Expecting the mean latency of load 'scoring' (1000 requests due, 0 not sent, 10 failed, 0 late) to be at most 25 ms, but 10 requests failed and so have no latency. Assert on the error rate, and on the mean with usingSuccessesOnly().")
                .withMessageContaining("10 of 1000 requests failed:");
        assertThat(RESULT).usingSuccessesOnly().meets(mean);
    }

    @Test
    void a_throughput_alone_is_kept_or_missed() throws IOException {
        assertThat(CLEAN).meets(targets(", \"throughput\": 99"));

        LoadTargets missed = targets(", \"throughput\": 100.5");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(CLEAN).meets(missed))
                .withMessageContaining("1000 requests were answered well in 10 s: 99.9/s");
    }

    @Test
    void a_throughput_that_is_missed_is_no_reason_to_skip() throws IOException {
        LoadTargets both = targets(", \"errorRate\": 0.001, \"throughput\": 101");
        LoadTargets unsettled = targets(", \"errorRate\": 0.001");

        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> assertThat(CLEAN).usingSkipsForInconclusive().meets(unsettled));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(CLEAN).usingSkipsForInconclusive().meets(both))
                .withMessageContaining("Inconclusive: ")
                .withMessageContaining("1000 requests were answered well in 10 s: 99.9/s");
    }

    @Test
    void a_rejection_rate_is_kept_or_missed() throws IOException {
        assertThat(REJECTED).meets(targets(", \"rejectionRate\": 0.99"));

        LoadTargets missed = targets(", \"rejectionRate\": 0.99");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(CLEAN).meets(missed))
                .withMessageContaining("0 rejections in 1000 requests");
    }

    @Test
    void requests_that_were_sent_late_meet_nothing() throws IOException {
        LoadResult late = Results.of().late(1_000, 60, 20).build();
        LoadTargets targets = targets(", \"throughput\": 50");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(late).meets(targets))
                .withMessageContaining("The service did not get the load that was asked for");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "p95": "200 ms"      | 'p95' must be a number of milliseconds above 0, but is '200 ms'.
                    "p95": 0             | 'p95' must be a number of milliseconds above 0, but is 0.
                    "p95": null          | 'p95' must be a number of milliseconds above 0, but is null.
                    "p95": [200]         | 'p95' must be a number of milliseconds above 0, but is [200].
                    "mean": -5           | 'mean' must be a number of milliseconds above 0, but is -5.
                    "errorRate": 1.5     | 'errorRate' must be a number from 0 to 1, but is 1.5.
                    "errorRate": -0.1    | 'errorRate' must be a number from 0 to 1, but is -0.1.
                    "throughput": 0      | 'throughput' must be a number of requests per second above 0, but is 0.
                    "rejectionRate": 1   | 'rejectionRate' must be a number above 0 and below 1, since no number of requests shows that all are rejected (rejectsEveryRequest asks for these alone), but is 1.
                    """)
    void a_target_that_is_none_is_refused(String member, String message) throws IOException {
        Path file = file(", " + member);

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.read(file))
                .withMessage("The target file %s: %s", file, message);
    }

    @ParameterizedTest
    @CsvSource({"eror_rate", "p100", "p0", "p", "p-5", "pp95", "p95ms", "Mean"})
    void a_key_that_nobody_knows_is_refused(String key) throws IOException {
        Path file = file(", \"p95\": 200, \"%s\": 0.5".formatted(key));

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.read(file))
                .withMessage(
                        "The target file %s has an unknown key '%s'. Known are 'p' and a percentile, such as 'p95' or 'p99.9', 'mean', 'errorRate', 'rejectionRate' and 'throughput'.",
                        file, key);
    }

    @Test
    void a_file_that_is_none_is_refused() throws IOException {
        Path file = file("");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.read(file))
                .withMessage("The target file %s has no target.", file);
        Files.writeString(file, "{\"p95\": 200}");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.read(file))
                .withMessage(
                        "The target file %s has schema 'null', but this version reads 'mmp-load-targets/1'. It looks like {\"schema\": \"mmp-load-targets/1\", \"p95\": 200}.",
                        file);
        Files.delete(file);
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.read(file))
                .withMessage(
                        "The target file %s does not exist. It looks like {\"schema\": \"mmp-load-targets/1\", \"p95\": 200}.",
                        file);
    }
}
