package io.mmp.test.load;

import static java.util.stream.Collectors.joining;

import io.mmp.test.verdict.Sample;
import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;
import io.mmp.test.verdict.VerdictError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * How assertions on load judge.
 *
 * @param <S> the assertion's own type
 * @since 0.1.0
 */
public abstract class AbstractLoadAssert<S extends AbstractLoadAssert<S>> extends AbstractAssert<S, LoadResult> {

    private double confidence = 0.95;
    private double lateShare = 0.01;
    private boolean skips;
    private boolean successesOnly;

    /** Start assertions. */
    protected AbstractLoadAssert(@Nullable LoadResult actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /** Judge at this confidence from now on, above 0.5 and below 1; 0.95 without. */
    public S usingConfidence(double newConfidence) {
        confidence = newConfidence;
        return myself;
    }

    /** Allow this share of the requests to be sent late or never, from 0 to 1; 0.01 without. */
    public S usingLateRequestsUpTo(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new LoadException("The share of late requests must be from 0 to 1, but is %s.".formatted(share));
        }
        lateShare = share;
        return myself;
    }

    /** Abort the test from now on, instead of failing it, where the requests cannot settle a claim. */
    public S usingSkipsForInconclusive() {
        skips = true;
        return myself;
    }

    /** Judge latencies from now on of requests alone that were answered well; without, one that failed counts as infinitely slow. */
    public S usingSuccessesOnly() {
        successesOnly = true;
        return myself;
    }

    double confidence() {
        return confidence;
    }

    boolean judgesFailures() {
        return !successesOnly;
    }

    /** Return the latencies that are judged. */
    Sample judged() {
        return successesOnly ? actual.latenciesOfSuccesses() : actual.latencies();
    }

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** Fail, or abort, unless the verdict is that the claim holds and the load was what it was said to be. */
    S judge(Verdict verdict) {
        return judge(Optional.of(verdict), List.of());
    }

    /** Fail, or abort, unless the verdict is that the claim holds, nothing is missed besides, and the load was what it was said to be. */
    S judge(Optional<Verdict> claim, List<String> missed) {
        List<String> sentences = new ArrayList<>();
        claim.filter(verdict -> !holds(verdict)).ifPresent(verdict -> {
            boolean isInconclusive = verdict.conclusion() == Conclusion.INCONCLUSIVE;
            sentences.add((isInconclusive ? "Inconclusive: " : "") + verdict.sentence());
            if (skips && isInconclusive && missed.isEmpty()) {
                throw new TestAbortedException(sentences.get(0) + notes());
            }
        });
        sentences.addAll(missed);
        if (!sentences.isEmpty()) {
            failWithMessage("%n%s", String.join(System.lineSeparator(), sentences) + notes());
        }
        return requireSentInTime();
    }

    /** Asked in this way the verdict publishes its chance of a false alarm. */
    private static boolean holds(Verdict verdict) {
        try {
            verdict.orFail();
            return true;
        } catch (VerdictError e) {
            return false;
        }
    }

    private String notes() {
        return modelNote() + lateNote() + errorNote();
    }

    /** Fail if too many requests were late: whatever holds, it holds of another load. */
    S requireSentInTime() {
        Counts counts = Counts.of(actual);
        if (counts.lateShare() > lateShare) {
            failWithMessage(
                    "%nExpecting at most %s of the requests of %s to be sent late, but %s of %s were%s The service did not get the load that was asked for; what was asserted holds of another load.%s",
                    Counts.percent(lateShare), actual, counts.late(), counts.asked(), lateDetails(counts), errorNote());
        }
        return myself;
    }

    private String lateDetails(Counts counts) {
        return ": %s more than %s late (at most %s), %s never, with at most %s open at once."
                .formatted(
                        counts.late() - (counts.asked() - counts.sent()),
                        Durations.print(actual.plan().lateAfter()),
                        Durations.print(actual.longestDelay()),
                        counts.asked() - counts.sent(),
                        actual.plan().concurrency());
    }

    private String lateNote() {
        Counts counts = Counts.of(actual);
        return counts.late() == 0
                ? ""
                : "%n%s of %s requests were sent late, which their latencies include%s"
                        .formatted(counts.late(), counts.asked(), lateDetails(counts));
    }

    private String modelNote() {
        return actual.model() == LoadModel.OPEN
                ? ""
                : "%nThe model is closed: while the service stalled, the requests that would have shown it were not sent."
                        .formatted();
    }

    /** Return what went wrong, on lines of its own, or nothing. */
    String errorNote() {
        return actual.failed() == 0
                ? ""
                : "%n%s of %s requests failed:%n%s".formatted(actual.failed(), actual.asked(), errorLines());
    }

    String errorLines() {
        return actual.errors().stream()
                .limit(10)
                .map(LoadError::toString)
                .collect(joining("%n  ".formatted(), "  ", ""));
    }
}
