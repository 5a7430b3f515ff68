package io.mmp.test.recovery;

import io.mmp.test.fault.Outage;
import io.mmp.test.verdict.Proportion;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.AssertProvider;

/**
 * What clients saw while a part was broken and mended. All times are from when the outage began to strike, and no more exact than the interval
 * of the probes.
 *
 * @since 0.1.0
 */
public final class RecoveryResult implements AssertProvider<RecoveryResultAssert> {

    private final Outage outage;
    private final Recovery plan;
    private final Sight sight;
    private final Duration broken;
    private final List<Duration> mends;
    private final boolean isWell;
    private final WorkReport work;

    RecoveryResult(
            Outage outage,
            Recovery plan,
            Sight sight,
            Duration broken,
            List<Duration> mends,
            boolean isWell,
            WorkReport work) {
        this.outage = outage;
        this.plan = plan;
        this.sight = sight;
        this.broken = broken;
        this.mends = mends;
        this.isWell = isWell;
        this.work = work;
    }

    /** Return the outage. */
    public Outage outage() {
        return outage;
    }

    /** Return every probe and what came of it, in the order in which they were sent; those before the outage have negative times. */
    public List<Observation> observations() {
        return sight.observations();
    }

    /**
     * Return the probes that were sent and answered while the part was broken: from when it was until it began to be mended; of an unattended
     * outage, until the system had recovered.
     */
    public List<Observation> duringOutage() {
        Duration end = mends.isEmpty() ? recoveredAt().orElse(sight.until()) : mends.get(0);
        return observations().stream()
                .filter(observation -> observation.sentAt().compareTo(broken) >= 0
                        && (isHang(observation) ? observation.sentAt() : observation.endedAt()).compareTo(end) < 0)
                .toList();
    }

    /** A probe that got no answer shows what clients see in the outage, also if its time was over only after it was mended. */
    private boolean isHang(Observation observation) {
        return observation.latency().compareTo(plan.timeout()) >= 0;
    }

    /** Return the time until the first probe failed; empty if none did. */
    public Optional<Duration> timeToDetect() {
        return sight.firstBad().map(Observation::endedAt);
    }

    /**
     * Return the time that the system took to be well again and to stay so: from when it began to be mended the first time, or, where it did not
     * need that, from when the outage struck. Empty if it did not recover in the limit, or no probe failed.
     */
    public Optional<Duration> timeToRecover() {
        return recoveredAt().map(moment -> isRecoveredByItself() ? moment : atLeastZero(moment.minus(mends.get(0))));
    }

    /** Return the time from when the outage struck until the system was well again. Empty if it did not recover in the limit, or no probe failed. */
    public Optional<Duration> recoveredAt() {
        return isWell && timeToDetect().isPresent()
                ? sight.goodFrom(Duration.ZERO, plan.probeNames(), plan.confirmations())
                : Optional.empty();
    }

    /** Tell whether it recovered before anybody mended it. */
    public boolean isRecoveredByItself() {
        Optional<Duration> recovered = recoveredAt();
        if (recovered.isEmpty() || mends.isEmpty()) {
            return recovered.isPresent();
        }
        Sight untouched = new Sight(
                observations().stream()
                        .filter(observation -> observation.endedAt().compareTo(mends.get(0)) < 0)
                        .toList(),
                mends.get(0));
        return recovered.get().compareTo(mends.get(0)) < 0
                && untouched
                        .goodFrom(Duration.ZERO, plan.probeNames(), plan.confirmations())
                        .isPresent();
    }

    /** Return when it began to be mended, each time. */
    public List<Duration> mendedAt() {
        return mends;
    }

    /** Return how often the system was good, and then bad again, since it was first mended, or of an unattended outage since the first failure. */
    public int relapses() {
        return sight.relapses(mends.isEmpty() ? timeToDetect().orElse(Duration.ZERO) : mends.get(0));
    }

    /**
     * Return the share of good probes among those that were sent from when the outage struck until the end, with its interval.
     *
     * <p>The interval takes the probes for independent. Those of one outage are not: they fail together. So it says how well the share of this
     * time is known, and not what the next outage will cost.
     */
    public Proportion availability() {
        List<Observation> counted = observations().stream()
                .filter(observation -> !observation.sentAt().isNegative())
                .toList();
        return Proportion.of(
                "good answers", counted.stream().filter(Observation::isGood).count(), "probes", counted.size());
    }

    /** Return what became of the work of the client. */
    public WorkReport work() {
        return work;
    }

    /** Start assertions. */
    @Override
    public RecoveryResultAssert assertThat() {
        return new RecoveryResultAssert(this);
    }

    Recovery plan() {
        return plan;
    }

    /** Return what happened when, in one line. */
    String times() {
        String detected = timeToDetect()
                .map(time -> "first failure after " + Times.print(time))
                .orElse("no failure");
        String mended = mends.isEmpty()
                ? "not mended"
                : "mended after " + mends.stream().map(Times::print).collect(Collectors.joining(" and "));
        String recovered = recoveredAt()
                .map(time -> "well after %s%s"
                        .formatted(
                                Times.print(time),
                                isRecoveredByItself()
                                        ? ""
                                        : ", %s after it was mended"
                                                .formatted(Times.print(
                                                        timeToRecover().orElse(time)))))
                .orElse(isWell ? "well to the end" : "not well until the end after " + Times.print(sight.until()));
        return "%s; %s; %s".formatted(detected, mended, recovered);
    }

    /** Return what happened when, and what clients saw. */
    @Override
    public String toString() {
        Map<String, Long> answers = observations().stream()
                .filter(observation -> !observation.sentAt().isNegative())
                .collect(Collectors.groupingBy(
                        observation -> (observation.status().isPresent()
                                        ? "status " + observation.status().getAsInt()
                                        : observation.isGood() ? "an answer" : "no answer")
                                + (observation.isGood() ? "" : " (bad)"),
                        TreeMap::new,
                        Collectors.counting()));
        StringBuilder text = new StringBuilder("%s, seen by %s".formatted(outage, plan));
        text.append("\n  times   ").append(times());
        text.append("\n  probes  ")
                .append(answers.entrySet().stream()
                        .map(entry -> "%s times %s".formatted(entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining(", ")));
        observations().stream()
                .max(Comparator.comparing(Observation::latency))
                .ifPresent(slowest -> text.append("; the slowest took ").append(Times.print(slowest.latency())));
        if (work.done() + work.failed() > 0) {
            text.append("\n  work    done %s times, failed %s times".formatted(work.done(), work.failed()));
            work.errors().forEach((error, times) -> text.append("\n          %s times %s".formatted(times, error)));
        }
        return text.toString();
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
