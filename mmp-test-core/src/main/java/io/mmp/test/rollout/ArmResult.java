package io.mmp.test.rollout;

import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Sample;
import java.util.List;

/**
 * What became of the requests that one arm answered.
 *
 * @since 0.1.0
 */
public final class ArmResult {

    private final String name;
    private final List<RolloutRequest> requests;

    ArmResult(String name, List<RolloutRequest> requests) {
        this.name = name;
        this.requests = requests;
    }

    /** Return the name of the arm. */
    public String name() {
        return name;
    }

    /** Return how many requests it answered, well or with an error. */
    public int requests() {
        return requests.size();
    }

    /** Return how many of them it answered with an error. */
    public int failed() {
        return (int) requests.stream().filter(RolloutRequest::isFailed).count();
    }

    /** Return the share of requests that it answered with an error, to be judged. */
    public Proportion failureRate() {
        return Proportion.of("failures of '%s'".formatted(name), failed(), "requests", requests());
    }

    /**
     * Return the milliseconds from when each request was sent to its answer, of those without an error.
     *
     * <p>Not from when it was due, as in {@link StepResult#load()}: a request that waits for a free slot waits for no arm.
     */
    public Sample serviceTimes() {
        return Sample.of(
                "service times of '%s'".formatted(name),
                "ms",
                requests.stream()
                        .filter(request -> !request.isFailed())
                        .mapToDouble(RolloutRequest::millis)
                        .toArray());
    }

    /** Return the requests that failed, and the service times of all, as what a judge judges. */
    public ArmData data() {
        return ArmData.of(name)
                .withCounts(ArmData.ERRORS, failed(), requests())
                .withValues(
                        ArmData.LATENCY,
                        requests.stream()
                                .mapToDouble(
                                        request -> request.isFailed() ? Double.POSITIVE_INFINITY : request.millis())
                                .toArray());
    }

    /** Put the requests of one arm in several steps together. */
    static ArmData together(List<ArmResult> steps) {
        return new ArmResult(
                        steps.get(0).name(),
                        steps.stream().flatMap(step -> step.requests.stream()).toList())
                .data();
    }

    /** Return the name and the counts. */
    @Override
    public String toString() {
        return "%s: %s requests, %s failed".formatted(name, requests(), failed());
    }
}
