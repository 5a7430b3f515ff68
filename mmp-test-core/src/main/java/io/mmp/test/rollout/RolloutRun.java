package io.mmp.test.rollout;

import io.mmp.test.webhook.WebhookReceiver;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Drives a rollout from step to step under load, and keeps who answered each request.
 *
 * <pre>{@code
 * RolloutResult rollout = RolloutRun.of(key -> HttpRequest.newBuilder(uri).header("X-User", key).build())
 *         .withArmHeader("X-Arm")
 *         .withWeight(service::setWeight)
 *         .run(RolloutStep.of(0.10), RolloutStep.of(0.25), RolloutStep.of(0.50), RolloutStep.of(1));
 * assertThat(rollout).isSticky().isNested().hasNoFailureOfStableArm();
 * }</pre>
 *
 * <p>Traffic never pauses. When all requests of a step are answered, others go on at its rate while it is judged and the weight of the next
 * is set, however long that takes: they belong to no step, and to the totals. So whatever is lost while the service goes from one step
 * to the next is lost in the figures.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class RolloutRun {

    private static final int DEFAULT_KEYS = 100;

    private final RolloutPlan plan;

    private RolloutRun(RolloutPlan plan) {
        this.plan = plan;
    }

    /** Send a request that is made for each key, such as a user's name. */
    public static RolloutRun of(Function<String, HttpRequest> request) {
        return new RolloutRun(new RolloutPlan(
                request,
                IntStream.range(0, DEFAULT_KEYS).mapToObj(i -> "key-" + i).toList(),
                new Arms("stable", "canary", null),
                new Controls(null, null, null, null, null),
                null,
                Duration.ofSeconds(10),
                0));
    }

    /** Send {@code GET} requests to an address, with the key as a query parameter of this name. */
    public static RolloutRun of(URI router, String parameter) {
        String separator = router.getRawQuery() == null ? "?" : "&";
        return of(key -> HttpRequest.newBuilder(URI.create("%s%s%s=%s"
                        .formatted(router, separator, parameter, URLEncoder.encode(key, StandardCharsets.UTF_8))))
                .build());
    }

    /**
     * Return a copy that sends requests for these keys, in turn; for {@code key-0} to {@code key-99} without. As few come again in each step, so that it shows
     * whether they stay where they are; more tell the shares exactly.
     *
     * @throws RolloutException if there are none, or one is there twice
     */
    public RolloutRun withKeys(List<String> keys) {
        if (keys.isEmpty() || new LinkedHashSet<>(keys).size() < keys.size()) {
            throw new RolloutException("Requests need keys, each once, but these are %s with %s different ones."
                    .formatted(keys.size(), new LinkedHashSet<>(keys).size()));
        }
        return new RolloutRun(plan.with(List.copyOf(keys)));
    }

    /** Return a copy whose arms have these names; "stable" and "canary" without. */
    public RolloutRun withArms(String stable, String canary) {
        if (stable.equals(canary)) {
            throw new RolloutException("The two arms need different names, but both are '%s'.".formatted(stable));
        }
        return new RolloutRun(plan.with(new Arms(stable, canary, plan.arms().of())));
    }

    /** Return a copy that reads from an answer which arm gave it; null or any other name than those of the two arms is no arm. */
    public RolloutRun withArm(Function<HttpResponse<String>, @Nullable String> armOf) {
        return new RolloutRun(
                plan.with(new Arms(plan.arms().stable(), plan.arms().canary(), armOf)));
    }

    /** Return a copy that reads from a header of an answer which arm gave it. */
    public RolloutRun withArmHeader(String name) {
        return withArm(answer -> answer.headers().firstValue(name).orElse(null));
    }

    /** Return a copy that gives the canary its share by this. */
    public RolloutRun withWeight(WeightSetter weight) {
        return new RolloutRun(plan.with(plan.controls().withWeight(weight)));
    }

    /**
     * Return a copy that reads the canary's share, from 0 to 1, again and again after a fault. Once it is 0 the service has rolled back, and
     * no further step is begun.
     */
    public RolloutRun withWeightReading(Callable<Double> reading) {
        return new RolloutRun(plan.with(plan.controls().withReading(reading)));
    }

    /**
     * Return a copy that takes what the service counted for each arm since this was called last: before the first step, after each change of
     * the weight, and at the end. Where the service resets its figures itself when the weight changes, return those that it then put away.
     */
    public RolloutRun withStatistics(Callable<Map<String, Long>> taking) {
        return new RolloutRun(plan.with(plan.controls().withStatistics(taking)));
    }

    /** Return a copy that reads how many requests the predictors of each arm counted themselves since they were started, before and after. */
    public RolloutRun withPredictions(Callable<Map<String, Long>> reading) {
        return new RolloutRun(plan.with(plan.controls().withPredictions(reading)));
    }

    /** Return a copy that keeps the alerts which come while it runs. */
    public RolloutRun withAlerts(WebhookReceiver receiver) {
        return new RolloutRun(plan.with(plan.controls().withAlerts(receiver)));
    }

    /**
     * Return a copy that judges the canary after each step by all requests of the steps up to then, and ends with weight 0 if it is to be
     * rolled back. The judge gets {@link ArmData#ERRORS} and {@link ArmData#LATENCY}, and as many looks as there are steps, which share
     * its error.
     */
    public RolloutRun withJudge(CanaryJudge judge) {
        return new RolloutRun(plan.with(judge));
    }

    /** Return a copy that waits this long for an answer; 10 s without. */
    public RolloutRun withTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new RolloutException("The timeout of a request must be above 0, but is %s.".formatted(timeout));
        }
        return new RolloutRun(plan.with(timeout));
    }

    /**
     * Return a copy that first sends so many requests, one after another, which do not count; none without. The first requests that a JVM
     * sends take a tenth of a second, whoever answers them.
     */
    public RolloutRun withWarmUp(int requests) {
        if (requests < 0) {
            throw new RolloutException(
                    "The number of requests to warm up with must be 0 or more, but is %s.".formatted(requests));
        }
        return new RolloutRun(plan.with(requests));
    }

    /** Go through these steps and wait for all answers. */
    public RolloutResult run(RolloutStep... steps) {
        return run(List.of(steps));
    }

    /**
     * Go through these steps and wait for all answers.
     *
     * @throws RolloutException if the run lacks something; nothing was sent then
     * @throws RolloutStoppedException if it cannot go on: the weight cannot be set or read, a fault not be injected, statistics not be taken,
     *     or answers name no arm; what was measured up to then is in it
     */
    public RolloutResult run(List<RolloutStep> steps) {
        if (steps.isEmpty()) {
            throw new RolloutException("A rollout needs at least one step.");
        }
        steps.forEach(RolloutStep::requireUsable);
        if (steps.stream().filter(step -> step.fault() != null).count() > 1) {
            throw new RolloutException(
                    "A rollout has at most one fault: after the second, nobody could tell which was answered.");
        }
        plan.requireComplete();
        return new Ramp(plan, List.copyOf(steps)).drive();
    }
}
