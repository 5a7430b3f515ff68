package io.mmp.test.drift;

import io.mmp.test.table.Table;
import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.SequentialProportion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs a detector again and again on rows drawn from a table with fixed seeds, and counts its alarms.
 *
 * @param detector the detector
 * @param sampling how rows are drawn
 * @param mostRuns after so many it stops without a verdict
 * @param tolerance how far beyond a limit a rate is that must be found out; NaN for half of the limit
 * @param confidence of the verdict
 */
record DetectorTrial(DriftDetector detector, Sampling sampling, int mostRuns, double tolerance, double confidence) {

    /** So small a limit has no half that could be told from it. */
    private static final double LEAST_TOLERANCE = 0.01;

    private static final int CURVE_RUNS = 200;

    DetectorTrial withConfidence(double newConfidence) {
        return new DetectorTrial(detector, sampling, mostRuns, tolerance, newConfidence);
    }

    /** Count alarms without drift until it is settled whether they are at most this share of runs. */
    DetectorRuns falseAlarms(double limit) {
        return count("false alarms", "", null, limit, DriftAlarm::isRaised);
    }

    /** Count alarms with a change that is none to alarm at until it is settled whether they are at most this share of runs. */
    DetectorRuns alarms(double limit, DriftInjection injection) {
        return count("alarms", " with " + injection, injection, limit, DriftAlarm::isRaised);
    }

    /** Count runs of a drift without an alarm until it is settled whether an alarm comes in at least this share. */
    DetectorRuns misses(double power, DriftInjection injection) {
        return count("misses", " with " + injection, injection, 1 - power, alarm -> !alarm.isRaised());
    }

    /** Count runs of a drift without an alarm that names nothing but what drifted. */
    DetectorRuns misnamings(double power, DriftInjection injection) {
        Set<String> drifted = new LinkedHashSet<>(injection.columns(sampling.pool()));
        return count(
                "runs without an alarm in %s alone".formatted(String.join(", ", drifted)),
                " with " + injection,
                injection,
                1 - power,
                alarm -> {
                    if (alarm.isRaised() && alarm.columns().isEmpty()) {
                        throw new DriftException(
                                "The detector raised an alarm that names no column: return DriftAlarm.in(columns) from it.");
                    }
                    return !(alarm.isRaised() && drifted.containsAll(alarm.columns()));
                });
    }

    private DetectorRuns count(
            String what,
            String circumstance,
            @Nullable DriftInjection injection,
            double limit,
            Predicate<DriftAlarm> counted) {
        DriftInjection.requireShare(limit);
        sampling.requireRows();
        double allowed = Double.isNaN(tolerance) ? Math.max(LEAST_TOLERANCE, limit / 2) : tolerance;
        SequentialProportion rate = SequentialProportion.of(
                        what, "runs" + circumstance, limit, Math.min(1, limit + allowed))
                .withConfidence(confidence);
        long spent = 0;
        for (int run = 1; run <= mostRuns && rate.isOpen(); run++) {
            Sampling.Drawn drawn = sampling.draw(run, injection);
            long start = System.nanoTime();
            rate.add(counted.test(call(drawn, run)));
            spent += System.nanoTime() - start;
        }
        return new DetectorRuns(rate.verdict(), Duration.ofNanos(spent), sampling.described(), sampling.seed());
    }

    /** Call the detector for each window; the alarm is that of any. */
    DriftAlarm call(Sampling.Drawn drawn, int run) {
        Set<String> columns = new LinkedHashSet<>();
        boolean isRaised = false;
        for (Table current : drawn.windows()) {
            DriftAlarm alarm = call(drawn.reference(), current, run);
            isRaised |= alarm.isRaised();
            columns.addAll(alarm.columns());
        }
        return isRaised && columns.isEmpty() ? DriftAlarm.raised() : DriftAlarm.in(columns);
    }

    private DriftAlarm call(Table reference, Table current, int run) {
        try {
            return Objects.requireNonNull(detector.detect(reference, current), "it returned null");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(run, e);
        } catch (Exception e) {
            throw failed(run, e);
        }
    }

    private DriftException failed(int run, Exception cause) {
        return new DriftException(
                "The detector failed on run %s of seed %s, %s: %s"
                        .formatted(run, sampling.seed(), sampling.described(), cause),
                cause);
    }

    /** Return the share of alarms at each size of a drift, of the same draws. */
    PowerCurve curve(DoubleFunction<DriftInjection> injection, double... sizes) {
        sampling.requireRows();
        int runs = Math.min(mostRuns, CURVE_RUNS);
        List<PowerCurve.Point> points = new ArrayList<>();
        for (double size : sizes) {
            DriftInjection drift = injection.apply(size);
            long alarms = 0;
            for (int run = 1; run <= runs; run++) {
                alarms += call(sampling.draw(run, drift), run).isRaised() ? 1 : 0;
            }
            points.add(new PowerCurve.Point(
                    size,
                    alarms,
                    runs,
                    Proportion.of("alarms", alarms, "runs", runs)
                            .withConfidence(1 - (1 - confidence) / Math.max(1, sizes.length))
                            .interval()));
        }
        return new PowerCurve(points, sampling.described(), sampling.seed());
    }
}
