package io.mmp.test.rollout;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One step of a ramp: the canary's share, and the traffic that is sent while it has that.
 *
 * <pre>{@code
 * RolloutStep.of(0.25).withRequests(400).withRate(200)
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class RolloutStep {

    private final double share;
    private final int requests;
    private final @Nullable Duration duration;
    private final double rate;
    private final @Nullable Fault fault;

    /** What happens in a step, and when. */
    record Fault(Duration after, RolloutAction action) {}

    private RolloutStep(double share, int requests, @Nullable Duration duration, double rate, @Nullable Fault fault) {
        this.share = share;
        this.requests = requests;
        this.duration = duration;
        this.rate = rate;
        this.fault = fault;
    }

    /**
     * Give the canary this share, from 0 to 1, while 200 requests are sent, 100 in a second.
     *
     * @throws RolloutException if it is no such share
     */
    public static RolloutStep of(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new RolloutException("The share of the canary must be from 0 to 1, but is %s.".formatted(share));
        }
        return new RolloutStep(share, 200, null, 100, null);
    }

    /** Return a copy that lasts so many requests. */
    public RolloutStep withRequests(int newRequests) {
        return new RolloutStep(share, newRequests, null, rate, fault);
    }

    /** Return a copy that lasts so long. */
    public RolloutStep withDuration(Duration newDuration) {
        return new RolloutStep(share, requests, newDuration, rate, fault);
    }

    /** Return a copy that sends so many requests in a second. */
    public RolloutStep withRate(double perSecond) {
        if (!(perSecond > 0 && perSecond <= 1e6)) {
            throw new RolloutException(
                    "The rate of step %s must be above 0 and at most 1000000 requests per second, but is %s."
                            .formatted(name(), perSecond));
        }
        return new RolloutStep(share, requests, duration, perSecond, fault);
    }

    /**
     * Return a copy in which this is done so long after its first request: the run then tells how long it took until the canary got no
     * request any more.
     */
    public RolloutStep withFault(Duration after, RolloutAction action) {
        return new RolloutStep(share, requests, duration, rate, new Fault(after, action));
    }

    /** Return the share of the canary, from 0 to 1. */
    public double share() {
        return share;
    }

    /** Return how many requests it sends. */
    public int requests() {
        return duration == null ? requests : (int) Math.min(Integer.MAX_VALUE, duration.toNanos() / 1e9 * rate);
    }

    /** Return how many requests it sends in a second. */
    public double rate() {
        return rate;
    }

    /** Return how long it sends requests. */
    Duration length() {
        // Down, so that the last request is the last that is due.
        return Duration.ofNanos(Math.max(1, (long) Math.floor(requests() / rate * 1e9)));
    }

    @Nullable
    Fault fault() {
        return fault;
    }

    /** Return what names it: its share. */
    String name() {
        return Figures.percent(share);
    }

    /** Fail unless it sends something, and its fault comes while it does. */
    void requireUsable() {
        if (requests() < 1) {
            throw new RolloutException(
                    "Step %s sends no request (%s). Give it at least one by withRequests or withDuration."
                            .formatted(
                                    name(),
                                    duration == null
                                            ? "withRequests(%s)".formatted(requests)
                                            : "%s at %s requests per second"
                                                    .formatted(duration, Figures.number(rate))));
        }
        if (fault != null && (fault.after().isNegative() || fault.after().compareTo(length()) >= 0)) {
            throw new RolloutException("The fault of step %s is due %s after its first request, but the step lasts %s."
                    .formatted(name(), Figures.print(fault.after()), Figures.print(length())));
        }
    }

    /** Return it in words. */
    @Override
    public String toString() {
        return "step %s: %s requests at %s/s%s"
                .formatted(
                        name(),
                        requests(),
                        Figures.number(rate),
                        fault == null ? "" : ", fault after " + Figures.print(fault.after()));
    }
}
