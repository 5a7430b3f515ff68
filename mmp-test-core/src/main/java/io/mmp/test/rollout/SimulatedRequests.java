package io.mmp.test.rollout;

import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Requests of one arm that fail and take their time at random: {@link ArmData#ERRORS} and {@link ArmData#LATENCY}.
 *
 * <p>Without more said 1 % fail, and the latencies are log-normal with a median of 100 ms, a p95 of 228 and a p99 of 320.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class SimulatedRequests implements ArmBehaviour {

    private static final double MEDIAN = 100;

    /** Of the logarithm. */
    private static final double SPREAD = 0.5;

    private final int requests;
    private final double errorRate;
    private final double slowdown;
    private final double tail;
    private final double tailSlowdown;

    private SimulatedRequests(int requests, double errorRate, double slowdown, double tail, double tailSlowdown) {
        this.requests = requests;
        this.errorRate = errorRate;
        this.slowdown = slowdown;
        this.tail = tail;
        this.tailSlowdown = tailSlowdown;
    }

    /**
     * Simulate so many requests.
     *
     * @param requests at least 1
     */
    public static SimulatedRequests of(int requests) {
        if (requests < 1) {
            throw new RolloutException(
                    "There must be at least one request to simulate, but there are %s.".formatted(requests));
        }
        return new SimulatedRequests(requests, 0.01, 1, 0, 1);
    }

    /** Return a copy of which this share fails, from 0 to 1. */
    public SimulatedRequests withErrorRate(double share) {
        return new SimulatedRequests(requests, requireShare(share), slowdown, tail, tailSlowdown);
    }

    /** Return a copy of which all take so many times as long, such as 1.1. */
    public SimulatedRequests withSlowdown(double factor) {
        return new SimulatedRequests(requests, errorRate, requireFactor(factor), tail, tailSlowdown);
    }

    /** Return a copy of which this share, the slowest, take so many times as long, such as 2; the median stays. */
    public SimulatedRequests withSlowerTail(double share, double factor) {
        return new SimulatedRequests(requests, errorRate, slowdown, requireShare(share), requireFactor(factor));
    }

    private static double requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new RolloutException("A share is from 0 to 1, but this is %s.".formatted(share));
        }
        return share;
    }

    private static double requireFactor(double factor) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new RolloutException("A factor must be above 0 and finite, but this is %s.".formatted(factor));
        }
        return factor;
    }

    @Override
    public ArmData observe(String arm, RandomGenerator random) {
        double tailFrom = NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
        int failed = 0;
        double[] millis = new double[requests];
        for (int i = 0; i < requests; i++) {
            failed += random.nextDouble() < errorRate ? 1 : 0;
            double deviate = random.nextGaussian();
            millis[i] = MEDIAN * Math.exp(SPREAD * deviate) * slowdown * (deviate > tailFrom ? tailSlowdown : 1);
        }
        return ArmData.of(arm).withCounts(ArmData.ERRORS, failed, requests).withValues(ArmData.LATENCY, millis);
    }

    /** Return the number of requests. */
    @Override
    public String toString() {
        return "%s simulated requests".formatted(requests);
    }
}
