package io.mmp.test.load;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mmp.test.verdict.FalseAlarms;
import io.mmp.test.verdict.FixedSamples;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Each assertion with what it accepts and what it must reject, word for word. */
@FixedSamples
class LoadAssertTests {

    private static final Duration LIMIT = Duration.ofMillis(200);

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .satisfies(error -> Assertions.assertThat(
                                String.valueOf(error.getMessage()).replace("\r", ""))
                        .isEqualTo("\n" + message));
    }

    @Test
    void a_percentile_passes_fails_or_is_inconclusive() {
        assertThat(Results.of().answered(99, 20).answered(1, 300).build()).hasP95AtMost(LIMIT);

        assertFails(
                () -> assertThat(Results.of().answered(80, 20).answered(20, 300).build())
                        .hasP95AtMost(LIMIT),
                "p95 of 100 latencies is 300 ms, at least 300 ms with 95 % confidence: above 200 ms.");
        assertFails(
                () -> assertThat(Results.of().answered(97, 20).answered(3, 300).build())
                        .hasP95AtMost(LIMIT),
                "Inconclusive: p95 of 100 latencies is 20 ms, but 300 ms is still possible with 95 % confidence; 361 latencies, with 3 % of them above 200 ms as here, would show at most 200 ms.");
    }

    @Test
    void the_literal_reading_says_what_it_is_worth() {
        LoadResult result = Results.of().answered(95, 187).answered(5, 300).build();

        assertThat(result).hasPercentileLiterallyAtMost(0.95, LIMIT);
        assertFails(
                () -> assertThat(result).hasPercentileLiterallyAtMost(0.96, LIMIT),
                "p96 of 100 latencies is 300 ms, above 200 ms. Taken literally: where 4.8 % are above it in truth, this passes in 47.3 % of runs.");
    }

    @Test
    void percentiles_are_shares_of_one() {
        LoadResult result = Results.of().answered(100, 1).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(result).hasPercentileAtMost(95, LIMIT))
                .withMessage("A quantile is between 0 and 1, such as 0.95 for p95, but this is 95.0.");
    }

    @Test
    void what_failed_is_not_fast() {
        LoadResult result = Results.of()
                .answered(70, 20)
                .failed(30, new ConnectException("refused"))
                .build();

        assertFails(() -> assertThat(result).hasP95AtMost(LIMIT), """
                p95 of 100 latencies is Infinity ms, at least Infinity ms with 95 % confidence: above 200 ms.
                30 of 100 requests failed:
                  30 java.net.ConnectException, the first after 700 ms: refused""");
        assertThat(result).usingSuccessesOnly().hasP95AtMost(LIMIT);
    }

    @Test
    void an_error_rate_needs_enough_requests() {
        assertThat(Results.of().answered(299, 1).build()).hasErrorRateAtMost(0.01);

        assertFails(
                () -> assertThat(Results.of().answered(100, 1).build()).hasErrorRateAtMost(0.01),
                "Inconclusive: 0 errors in 100 requests are a rate of 0 %, but 2.95 % is still possible with 95 % confidence; 299 requests without errors would show at most 1 %.");
        assertFails(
                () -> assertThat(Results.of().answered(95, 1).status(5, 503).build())
                        .hasErrorRateAtMost(0.01),
                """
                5 errors in 100 requests are a rate of 5 %, at least 1.99 % with 95 % confidence: above 1 %.
                5 of 100 requests failed:
                  5 HTTP 5xx, the first after 950 ms: HTTP 503""");
        assertThat(Results.of().answered(99, 1).status(1, 503).build()).hasErrorRateLiterallyAtMost(0.01);
    }

    @Test
    void an_inconclusive_claim_can_skip_the_test_and_one_that_is_refuted_cannot() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> assertThat(Results.of().answered(100, 1).build())
                        .usingSkipsForInconclusive()
                        .hasErrorRateAtMost(0.01));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(Results.of().status(100, 500).build())
                        .usingSkipsForInconclusive()
                        .hasErrorRateAtMost(0.01));
    }

    @Test
    void a_higher_confidence_needs_more_requests() {
        LoadResult result = Results.of().answered(299, 1).build();

        assertFails(
                () -> assertThat(result).usingConfidence(0.99).hasErrorRateAtMost(0.01),
                "Inconclusive: 0 errors in 299 requests are a rate of 0 %, but 1.53 % is still possible with 99 % confidence; 459 requests without errors would show at most 1 %.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(result).usingConfidence(95).hasErrorRateAtMost(0.01))
                .withMessage("The confidence must be above 0.5 and below 1, such as 0.95, but is 95.0.");
    }

    @Test
    void a_mean_is_judged_with_the_spread_of_its_values() {
        assertThat(Results.of().answered(50, 10).answered(50, 30).build()).hasMeanAtMost(Duration.ofMillis(22));

        assertFails(
                () -> assertThat(Results.of().answered(50, 10).answered(50, 30).build())
                        .hasMeanAtMost(Duration.ofMillis(21)),
                "Inconclusive: The mean of 100 latencies is 20 ms, but 21.7 ms is still possible with 95 % confidence; about 276 latencies of the same spread would show at most 21 ms.");
        assertFails(
                () -> assertThat(Results.of().answered(99, 10).status(1, 500).build())
                        .hasMeanAtMost(LIMIT),
                """
                Expecting the mean latency of load 'scoring' (100 requests due, 0 not sent, 1 failed, 0 late) to be at most 200 ms, but 1 request failed and so has no latency. Assert on the error rate, and on the mean with usingSuccessesOnly().
                1 of 100 requests failed:
                  1 HTTP 5xx, the first after 990 ms: HTTP 500""");
    }

    @Test
    void late_requests_turn_what_holds_into_a_failure() {
        LoadResult result =
                Results.of().answered(980, 1).late(15, 80, 1).notSent(5).build();
        String message = """
                Expecting at most 1 % of the requests of load 'scoring' (1000 requests due, 5 not sent, 5 failed, 20 late) to be sent late, but 20 of 1000 were: 15 more than 50 ms late (at most 80 ms), 5 never, with at most 256 open at once. The service did not get the load that was asked for; what was asserted holds of another load.
                5 of 1000 requests failed:
                  5 not sent, the first after 9.95 s""";

        assertFails(() -> assertThat(result).hasP95AtMost(LIMIT), message);
        assertFails(() -> assertThat(result).hasErrorRateAtMost(0.05), message);
        assertFails(() -> assertThat(result).hasThroughputAtLeast(10), message);
        assertThat(result).usingLateRequestsUpTo(0.02).hasP95AtMost(LIMIT);
    }

    @Test
    void late_requests_are_told_of_where_a_claim_fails() {
        assertFails(
                () -> assertThat(Results.of().answered(50, 1).late(50, 300, 1).build())
                        .hasP95AtMost(LIMIT),
                """
                p95 of 100 latencies is 301 ms, at least 301 ms with 95 % confidence: above 200 ms.
                50 of 100 requests were sent late, which their latencies include: 50 more than 50 ms late (at most 300 ms), 0 never, with at most 256 open at once.""");
    }

    @Test
    void a_closed_model_is_told_of_where_a_claim_fails() {
        assertFails(
                () -> assertThat(Results.of().closed().answered(100, 300).build())
                        .hasP95AtMost(LIMIT),
                """
                p95 of 100 latencies is 300 ms, at least 300 ms with 95 % confidence: above 200 ms.
                The model is closed: while the service stalled, the requests that would have shown it were not sent.""");
    }

    @Test
    void a_throughput_is_of_what_was_answered_well() {
        LoadResult result = Results.of().answered(90, 1).status(10, 500).build();

        assertThat(result).hasThroughputAtLeast(89);
        assertFails(() -> assertThat(result).hasThroughputAtLeast(95), """
                Expecting a throughput of at least 95/s of load 'scoring' (100 requests due, 0 not sent, 10 failed, 0 late), but 90 requests were answered well in 1 s: 90/s
                10 of 100 requests failed:
                  10 HTTP 5xx, the first after 900 ms: HTTP 500""");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> assertThat(result).hasThroughputAtLeast(Double.NaN))
                .withMessage("The throughput must be above 0 requests per second, but is NaN.");
    }

    @Test
    void every_invalid_request_must_be_rejected_as_wrong() {
        assertThat(Results.of().status(50, 400).status(50, 422).build()).rejectsEveryRequest();

        assertFails(
                () -> assertThat(Results.of()
                                .task("'amount' is missing")
                                .status(3, 400)
                                .task("'amount' is NaN")
                                .status(2, 200)
                                .status(1, 500)
                                .task("the body is empty")
                                .unanswered(1)
                                .build())
                        .usingLateRequestsUpTo(1)
                        .rejectsEveryRequest(),
                """
                Expecting every request of load 'scoring' (7 requests due, 0 not sent, 5 failed, 0 late) to be rejected with a status from 400 to 499, but 2 of 3 tasks have others:
                  ''amount' is NaN': 3 of 3 requests (HTTP 200: 2, HTTP 500: 1)
                  'the body is empty': 1 of 1 requests (no answer in time: 1)""");
    }

    @Test
    void a_task_that_was_never_due_proves_no_rejection() {
        assertFails(
                () -> assertThat(Results.of()
                                .task("sent")
                                .status(1, 400)
                                .task("forgotten")
                                .build())
                        .rejectsEveryRequest(),
                """
                Expecting every request of load 'scoring' (1 request due, 0 not sent, 1 failed, 0 late) to be rejected with a status from 400 to 499, but 1 of 2 tasks have others:
                  'forgotten': no request was due""");
    }

    @Test
    void a_rejection_rate_is_judged_with_three_values() {
        assertThat(Results.of().status(299, 400).build()).hasRejectionRateAtLeast(0.99);
        assertFails(() -> assertThat(Results.of().status(100, 400).build()).hasRejectionRateAtLeast(0.99), """
                Inconclusive: 100 rejections in 100 requests are a rate of 100 %, but 97 % is still possible with 95 % confidence; 299 requests, all of them rejections, would show at least 99 %.
                100 of 100 requests failed:
                  100 HTTP 4xx, the first after 0 ms: HTTP 400""");
    }

    @Test
    void no_request_shows_nothing() {
        LoadResult nothing = Results.of().build();

        assertFails(
                () -> assertThat(nothing).hasP95AtMost(LIMIT),
                "Inconclusive: There are no latencies, but Infinity ms is still possible with 95 % confidence; 59 latencies, none of them above 200 ms, would show at most 200 ms.");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(nothing).hasErrorRateAtMost(0.01));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(nothing).rejectsEveryRequest());
    }

    @Test
    void it_is_an_assertion_as_those_of_assertj() {
        LoadResult result = Results.of().answered(100, 300).build();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).as("scoring 100 %").hasP95AtMost(LIMIT))
                .withMessageStartingWith("[scoring 100 %] ");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(null).hasP95AtMost(LIMIT))
                .withMessageContaining("Expecting actual not to be null");
        Assertions.assertThat(result).hasP95AtMost(Duration.ofMillis(300));
        Assertions.assertThat((Object) result)
                .asInstanceOf(LoadAssert.LOAD_RESULT)
                .hasP95AtMost(Duration.ofMillis(300));
        SoftAssertions softly = new SoftAssertions();
        LoadAssert soft = softly.proxy(LoadAssert.class, LoadResult.class, result);
        soft.hasP95AtMost(LIMIT).hasThroughputAtLeast(1_000).hasMedianAtMost(Duration.ofSeconds(1));
        Assertions.assertThat(softly.assertionErrorsCollected()).hasSize(2);
    }

    @Test
    void the_chance_of_a_false_alarm_is_published_once_a_claim() {
        LoadResult result = Results.of().answered(1_000, 1).build();
        List<Double> published = new ArrayList<>();
        DoubleConsumer before = FalseAlarms.countWith(published::add);
        try {
            assertThat(result).usingConfidence(0.99).hasP95AtMost(LIMIT).hasErrorRateAtMost(0.01);
            assertThat(result).hasThroughputAtLeast(1);
        } finally {
            FalseAlarms.countWith(before);
        }

        Assertions.assertThat(published)
                .hasSize(2)
                .allSatisfy(chance -> Assertions.assertThat(chance).isCloseTo(0.01, Assertions.within(1e-9)));
    }
}
