package io.mmp.test.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what became of the requests of a run.
 *
 * <p>Means, percentiles and error rates are judged with three values: what these requests cannot show is inconclusive, which fails and says
 * how many requests would show it. Whoever wants no more than to compare the figure of these requests uses the methods with "literally".
 *
 * <p>An assertion that holds fails nevertheless if more than 1 % of the requests were sent late or never: then the service did not get the
 * load that was asked for. {@link #usingLateRequestsUpTo} allows more.
 *
 * @since 0.1.0
 */
public class LoadAssert extends AbstractLoadAssert<LoadAssert> {

    /** Starts these assertions on an object of an unknown type, for AssertJ's {@code asInstanceOf}. */
    public static final InstanceOfAssertFactory<LoadResult, LoadAssert> LOAD_RESULT =
            new InstanceOfAssertFactory<>(LoadResult.class, LoadAssert::new);

    /** Start assertions, for AssertJ's soft assertions; others use {@link LoadAssertions#assertThat}. */
    protected LoadAssert(@Nullable LoadResult actual) {
        super(actual, LoadAssert.class);
    }

    /**
     * Verify that half of the requests are answered within this time.
     *
     * <pre><code>
     * assertThat(load).hasMedianAtMost(ofMillis(50)); // passes if 100 of 100 requests took 20 ms
     * assertThat(load).hasMedianAtMost(ofMillis(50)); // fails if 60 of 100 requests took 80 ms
     * </code></pre>
     */
    public LoadAssert hasMedianAtMost(Duration limit) {
        return hasPercentileAtMost(0.5, limit);
    }

    /**
     * Verify that 95 % of the requests are answered within this time.
     *
     * <pre><code>
     * assertThat(load).hasP95AtMost(ofMillis(200)); // passes if 1 of 100 requests took longer
     * assertThat(load).hasP95AtMost(ofMillis(200)); // fails if 3 of 100 requests took longer: p95 may be above
     * </code></pre>
     */
    public LoadAssert hasP95AtMost(Duration limit) {
        return hasPercentileAtMost(0.95, limit);
    }

    /**
     * Verify that 99 % of the requests are answered within this time.
     *
     * <pre><code>
     * assertThat(load).hasP99AtMost(ofMillis(500)); // passes if none of 299 requests took longer
     * assertThat(load).hasP99AtMost(ofMillis(500)); // fails if there are but 100 requests
     * </code></pre>
     */
    public LoadAssert hasP99AtMost(Duration limit) {
        return hasPercentileAtMost(0.99, limit);
    }

    /**
     * Verify that a percentile of the latency, such as 0.95 for p95, is at most this.
     *
     * <pre><code>
     * assertThat(load).hasPercentileAtMost(0.999, ofSeconds(1)); // passes if none of 2,995 requests took longer
     * assertThat(load).hasPercentileAtMost(0.999, ofSeconds(1)); // fails if there are but 1,000 requests
     * </code></pre>
     */
    public LoadAssert hasPercentileAtMost(double probability, Duration limit) {
        isNotNull();
        return judge(judged().quantile(probability).withConfidence(confidence()).isAtMost(millis(limit)));
    }

    /**
     * Compare a percentile of these very requests with a limit, and ask no further; the message says what that is worth.
     *
     * <pre><code>
     * assertThat(load).hasPercentileLiterallyAtMost(0.95, ofMillis(200)); // passes if 5 of 100 requests took longer
     * assertThat(load).hasPercentileLiterallyAtMost(0.95, ofMillis(200)); // fails if 6 of 100 requests took longer
     * </code></pre>
     */
    public LoadAssert hasPercentileLiterallyAtMost(double probability, Duration limit) {
        isNotNull();
        return judge(judged().quantile(probability).withConfidence(confidence()).isLiterallyAtMost(millis(limit)));
    }

    /**
     * Verify that the mean latency is at most this. Requests that failed have none, so that it needs {@link #usingSuccessesOnly} if there
     * are any.
     *
     * <pre><code>
     * assertThat(load).hasMeanAtMost(ofMillis(50)); // passes if the mean of 100 requests is 20 ms, with a deviation of 10 ms
     * assertThat(load).hasMeanAtMost(ofMillis(50)); // fails if one of them failed, or the mean is 49 ms
     * </code></pre>
     */
    public LoadAssert hasMeanAtMost(Duration limit) {
        isNotNull();
        if (judgesFailures() && actual.failed() > 0) {
            failWithMessage("%n%s%s", actual.meanMissing(millis(limit)), errorNote());
        }
        return judge(judged().mean().withConfidence(confidence()).isAtMost(millis(limit)));
    }

    /**
     * Verify that at most this share of the requests fails, such as 0.01.
     *
     * <pre><code>
     * assertThat(load).hasErrorRateAtMost(0.01); // passes if none of 299 requests failed
     * assertThat(load).hasErrorRateAtMost(0.01); // fails if none of 100 requests failed: 2.9 % may still fail
     * </code></pre>
     */
    public LoadAssert hasErrorRateAtMost(double limit) {
        isNotNull();
        return judge(actual.errorRate().withConfidence(confidence()).isAtMost(limit));
    }

    /**
     * Compare the share of these very requests that failed with a limit, and ask no further; the message says what that is worth.
     *
     * <pre><code>
     * assertThat(load).hasErrorRateLiterallyAtMost(0.01); // passes if 1 of 100 requests failed
     * assertThat(load).hasErrorRateLiterallyAtMost(0.01); // fails if 2 of 100 requests failed
     * </code></pre>
     */
    public LoadAssert hasErrorRateLiterallyAtMost(double limit) {
        isNotNull();
        return judge(actual.errorRate().withConfidence(confidence()).isLiterallyAtMost(limit));
    }

    /**
     * Verify that at least so many requests per second were answered well.
     *
     * <pre><code>
     * assertThat(load).hasThroughputAtLeast(95); // passes if 1,000 requests were answered well in 10 s
     * assertThat(load).hasThroughputAtLeast(95); // fails if they took 20 s, or 60 of them failed
     * </code></pre>
     */
    public LoadAssert hasThroughputAtLeast(double perSecond) {
        isNotNull();
        if (!(perSecond > 0)) {
            throw new LoadException(
                    "The throughput must be above 0 requests per second, but is %s.".formatted(perSecond));
        }
        if (actual.throughput() < perSecond) {
            failWithMessage("%n%s%s", actual.throughputBelow(perSecond), errorNote());
        }
        return requireSentInTime();
    }

    /**
     * Verify that the service rejects every one of these requests as wrong: with an HTTP status from 400 to 499.
     *
     * <pre><code>
     * assertThat(invalid).rejectsEveryRequest(); // passes if each is answered with 400 or 422
     * assertThat(invalid).rejectsEveryRequest(); // fails if one is answered with 200 or 500, or not at all
     * </code></pre>
     */
    public LoadAssert rejectsEveryRequest() {
        isNotNull();
        List<String> offenders = new ArrayList<>();
        for (String task : actual.tasks()) {
            new Unrejected(task, actual.of(task)).line().ifPresent(offenders::add);
        }
        if (actual.asked() == 0 || !offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting every request of %s to be rejected with a status from 400 to 499, but %s:%n%s",
                    actual,
                    actual.asked() == 0
                            ? "there are none"
                            : "%s of %s tasks have others"
                                    .formatted(offenders.size(), actual.tasks().size()),
                    Unrejected.firstTen(offenders));
        }
        return requireSentInTime();
    }

    /**
     * Verify that the service rejects at least this share of such requests, such as 0.99. That all are rejected cannot be shown by any
     * number of them: see {@link #rejectsEveryRequest}.
     *
     * <pre><code>
     * assertThat(invalid).hasRejectionRateAtLeast(0.99); // passes if 299 of 299 were rejected
     * assertThat(invalid).hasRejectionRateAtLeast(0.99); // fails if 100 of 100 were rejected: 97.1 % is possible
     * </code></pre>
     */
    public LoadAssert hasRejectionRateAtLeast(double limit) {
        isNotNull();
        return judge(actual.rejectionRate().withConfidence(confidence()).isAtLeast(limit));
    }

    /**
     * Verify that a percentile of the latency, such as 0.95 for p95, is at most this much above that of a baseline run.
     *
     * <pre><code>
     * assertThat(load).hasPercentileNotAbove(baseline, 0.95, ofMillis(20)); // passes if both have the same 1,000 latencies below 10 ms
     * assertThat(load).hasPercentileNotAbove(baseline, 0.95, ofMillis(20)); // fails if each request takes 50 ms more
     * </code></pre>
     */
    public LoadAssert hasPercentileNotAbove(LoadBaseline baseline, double probability, Duration tolerance) {
        isNotNull();
        return judge(judged().against(baseline.latencies(judgesFailures()))
                .quantiles(probability)
                .withConfidence(confidence())
                .isAtMost(millis(tolerance)));
    }

    /**
     * Verify that the share of requests that fail is at most this much above that of a baseline run, such as 0.01 for a point.
     *
     * <pre><code>
     * assertThat(load).hasErrorRateNotAbove(baseline, 0.01); // passes if none of 1,000 requests failed in either
     * assertThat(load).hasErrorRateNotAbove(baseline, 0.01); // fails if none of 1,000 failed before, and 50 do now
     * </code></pre>
     */
    public LoadAssert hasErrorRateNotAbove(LoadBaseline baseline, double tolerance) {
        isNotNull();
        return judge(actual.errorRate()
                .against(baseline.errorRate())
                .withConfidence(confidence())
                .isAtMost(tolerance));
    }

    /**
     * Verify all targets of a file; what is missed is reported together.
     *
     * <pre><code>
     * assertThat(load).meets(LoadTargets.read(Path.of("targets.json"))); // passes if each of them is shown to be met
     * assertThat(load).meets(LoadTargets.read(Path.of("targets.json"))); // fails if one is missed, or not shown
     * </code></pre>
     */
    public LoadAssert meets(LoadTargets targets) {
        isNotNull();
        return judge(targets.judge(actual, judged(), confidence()), targets.missed(actual, judged()));
    }
}
