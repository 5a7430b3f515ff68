package io.mmp.test.rollout;

import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A way in which a canary behaves, from which observations are drawn to find out how often a judge errs.
 *
 * <p>Each arm has {@link ArmData#ERRORS} of its requests and a {@link ArmData#LATENCY} of each in milliseconds, log-normal with a median of 100.
 * Without more said the arms do not differ, and 1 % of the requests fail.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class CanaryScenario {

    /** The spread of the logarithm: p95 is 2.3 times the median. */
    private static final double SPREAD = 0.5;

    /** The observations of both arms. */
    record Observed(ArmData stable, ArmData canary) {}

    private final String name;
    private final int requests;
    private final double stableErrors;
    private final double canaryErrors;
    private final double slowdown;
    private final double tailShare;
    private final double tailSlowdown;

    private CanaryScenario(
            String name,
            int requests,
            double stableErrors,
            double canaryErrors,
            double slowdown,
            double tailShare,
            double tailSlowdown) {
        this.name = name;
        this.requests = requests;
        this.stableErrors = stableErrors;
        this.canaryErrors = canaryErrors;
        this.slowdown = slowdown;
        this.tailShare = tailShare;
        this.tailSlowdown = tailSlowdown;
    }

    /**
     * Start with two arms that do not differ.
     *
     * @param name what messages call it, such as "five times the errors"
     * @param requests how many each arm gets, at least 1
     */
    public static CanaryScenario of(String name, int requests) {
        if (requests < 1) {
            throw new RolloutException(
                    "Each arm of scenario '%s' must get a request, but it is %s.".formatted(name, requests));
        }
        return new CanaryScenario(name, requests, 0.01, 0.01, 1, 0, 1);
    }

    /** Return a copy in which these shares of the requests fail. */
    public CanaryScenario withErrorRates(double stable, double canary) {
        requireShare(stable);
        requireShare(canary);
        return new CanaryScenario(name, requests, stable, canary, slowdown, tailShare, tailSlowdown);
    }

    /** Return a copy in which all requests of the canary take so many times as long, such as 1.1. */
    public CanaryScenario withSlowdown(double factor) {
        return new CanaryScenario(
                name, requests, stableErrors, canaryErrors, requireFactor(factor), tailShare, tailSlowdown);
    }

    /** Return a copy in which the slowest requests of the canary, this share of them, take so many times as long, such as 2; the median stays. */
    public CanaryScenario withSlowerTail(double share, double factor) {
        requireShare(share);
        return new CanaryScenario(name, requests, stableErrors, canaryErrors, slowdown, share, requireFactor(factor));
    }

    private static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new RolloutException("A share is from 0 to 1, but this is %s.".formatted(share));
        }
    }

    private static double requireFactor(double factor) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new RolloutException("A factor must be above 0 and finite, but this is %s.".formatted(factor));
        }
        return factor;
    }

    /** Draw the observations of both arms. */
    Observed draw(RandomGenerator random) {
        return new Observed(
                arm("stable", random, stableErrors, 1, 0, 1),
                arm("canary", random, canaryErrors, slowdown, tailShare, tailSlowdown));
    }

    private ArmData arm(
            String arm, RandomGenerator random, double errors, double factor, double share, double tailFactor) {
        int failed = 0;
        double[] millis = new double[requests];
        for (int i = 0; i < requests; i++) {
            failed += random.nextDouble() < errors ? 1 : 0;
            double deviate = random.nextGaussian();
            boolean inTail = deviate > quantile(1 - share);
            millis[i] = 100 * Math.exp(SPREAD * deviate) * factor * (inTail ? tailFactor : 1);
        }
        return ArmData.of(arm).withCounts(ArmData.ERRORS, failed, requests).withValues(ArmData.LATENCY, millis);
    }

    private static double quantile(double probability) {
        return NormalDistribution.of(0, 1).inverseCumulativeProbability(probability);
    }

    /** Return its name. */
    public String name() {
        return name;
    }

    /** Return its name and the number of requests. */
    @Override
    public String toString() {
        return "scenario '%s' of %s requests in each arm".formatted(name, requests);
    }
}
