package io.mmp.test.recovery;

import io.mmp.test.verdict.VerdictError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what became of a system in several outages of one kind.
 *
 * @since 0.1.0
 */
public class RecoveryTimesAssert extends AbstractAssert<RecoveryTimesAssert, RecoveryTimes> {

    /** Starts these assertions on an object of an unknown type, for AssertJ's {@code asInstanceOf}. */
    public static final InstanceOfAssertFactory<RecoveryTimes, RecoveryTimesAssert> RECOVERY_TIMES =
            new InstanceOfAssertFactory<>(RecoveryTimes.class, RecoveryTimesAssert::new);

    private static final int FEWEST = 3;

    private double confidence = 0.95;

    /** Start assertions, for AssertJ's soft assertions; others use {@link RecoveryAssertions#assertThat}. */
    protected RecoveryTimesAssert(@Nullable RecoveryTimes actual) {
        super(actual, RecoveryTimesAssert.class);
    }

    /** Judge the mean at this confidence, above 0.5 and below 1; 0.95 without. */
    public RecoveryTimesAssert usingConfidence(double newConfidence) {
        confidence = newConfidence;
        return this;
    }

    /**
     * Verify that the mean time to recovery is below this, by at least three outages, from each of which the system recovered.
     *
     * <p>It is judged by Student's interval, which is right for so few values only if times vary about as the normal distribution does: of three
     * it is the mean plus 1.7 times their deviation that must be below. Where single times matter, ask {@link #eachRecoversWithin}.
     *
     * <pre><code>
     * assertThat(times).hasMeanTimeToRecoveryBelow(ofMinutes(5)); // passes if it took 40 s, 50 s and 60 s
     * assertThat(times).hasMeanTimeToRecoveryBelow(ofMinutes(5)); // fails if it took 3, 4 and 7 minutes: the mean may be above; or there were but two
     * </code></pre>
     */
    public RecoveryTimesAssert hasMeanTimeToRecoveryBelow(Duration limit) {
        isNotNull();
        requireRecovered(null);
        if (actual.results().size() < FEWEST) {
            failWithMessage(
                    "%nExpecting the mean time to recovery of at least %s outages, but there were %s. Repeat it more often.%n%s",
                    FEWEST, actual.results().size(), actual);
        }
        try {
            actual.meanTimeToRecovery()
                    .withConfidence(confidence)
                    .isAtMost(limit.toNanos() / 1e6)
                    .orFail();
        } catch (VerdictError e) {
            failWithMessage("%n%s%n%s", e.getMessage(), actual);
        }
        return this;
    }

    /**
     * Verify that the system recovered from each of these outages within this time; it says nothing of others.
     *
     * <pre><code>
     * assertThat(times).eachRecoversWithin(ofMinutes(5)); // passes if it took 1, 2 and 4 minutes
     * assertThat(times).eachRecoversWithin(ofMinutes(5)); // fails if it took 1, 2 and 6 minutes
     * </code></pre>
     */
    public RecoveryTimesAssert eachRecoversWithin(Duration limit) {
        isNotNull();
        requireRecovered(limit);
        return this;
    }

    private void requireRecovered(@Nullable Duration limit) {
        List<String> offenders = new ArrayList<>();
        for (int i = 0; i < actual.results().size(); i++) {
            RecoveryResult result = actual.results().get(i);
            String offence = result.timeToDetect().isEmpty()
                    ? "no probe failed, so nothing was judged"
                    : result.timeToRecover()
                            .map(time ->
                                    limit != null && time.compareTo(limit) > 0 ? "it took " + Times.print(time) : "")
                            .orElse("it did not recover within "
                                    + Times.print(result.plan().limit()));
            if (!offence.isEmpty()) {
                offenders.add("%n  %s. %s".formatted(i + 1, offence));
            }
        }
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting the system to recover from '%s' %s times%s, but it did not %s:%s%n%s",
                    actual.results().get(0).outage(),
                    actual.asked(),
                    limit == null ? "" : ", each within " + Times.print(limit),
                    offenders.size() == 1 ? "once" : offenders.size() + " times",
                    String.join("", offenders),
                    actual);
        }
    }
}
