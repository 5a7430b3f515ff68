package io.mmp.test.rollout;

import io.mmp.test.verdict.Difference;
import io.mmp.test.verdict.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Rules of others for the benchmark, from their published descriptions, and ones that teams write themselves. */
final class RivalJudges {

    /** Metric stores give one value a minute. */
    private static final int MINUTES = 30;

    private RivalJudges() {}

    /**
     * Kayenta's classifier with its judge's settings: of each series of minutes the interval of Mann and Whitney at 98 % must be beyond a
     * quarter of the estimate, and the ratio of means above 1. Series are the error rate, the median and the p99 of each minute; one that is
     * high fails the canary. It knows no third answer.
     */
    static Decision kayenta(ArmData stable, ArmData canary) {
        boolean high = isHigh(errors(stable), errors(canary))
                || List.of(0.5, 0.99).stream().anyMatch(p -> isHigh(minutes(stable, p), minutes(canary, p)));
        return high ? Decision.ROLL_BACK : Decision.PROMOTE;
    }

    private static boolean isHigh(double[] control, double[] experiment) {
        if (control.length == 0 || experiment.length == 0) {
            return false;
        }
        Difference shift = Sample.of("minutes", "", experiment)
                .against(Sample.of("minutes", "", control))
                .locations()
                .withConfidence(0.99);
        double ratio = mean(experiment) / mean(control);
        return shift.interval().lower() > 0.25 * Math.abs(shift.estimate()) && (Double.isNaN(ratio) || ratio >= 1);
    }

    /** What a team sets up first: at least 99 % succeed, and a p99 of at most 500 ms. */
    static Decision thresholds(ArmData stable, ArmData canary) {
        double errorRate = (double) canary.count(ArmData.ERRORS) / canary.trials(ArmData.ERRORS);
        double p99 =
                Sample.of("latencies", "ms", measured(canary)).quantile(0.99).estimate();
        return errorRate > 0.01 || p99 > 500 ? Decision.ROLL_BACK : Decision.PROMOTE;
    }

    /** Compare two means: half a point of errors and 5 % of latency are tolerated. */
    static Decision means(ArmData stable, ArmData canary) {
        double more = (double) canary.count(ArmData.ERRORS) / canary.trials(ArmData.ERRORS)
                - (double) stable.count(ArmData.ERRORS) / stable.trials(ArmData.ERRORS);
        return more > 0.005 || mean(measured(canary)) > 1.05 * mean(measured(stable))
                ? Decision.ROLL_BACK
                : Decision.PROMOTE;
    }

    private static double[] measured(ArmData arm) {
        return Arrays.stream(arm.values(ArmData.LATENCY))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    private static double[] minutes(ArmData arm, double probability) {
        double[] all = measured(arm);
        return IntStream.range(0, MINUTES)
                .mapToObj(minute ->
                        Arrays.copyOfRange(all, minute * all.length / MINUTES, (minute + 1) * all.length / MINUTES))
                .filter(values -> values.length > 0)
                .mapToDouble(values -> Sample.of("latencies", "ms", values)
                        .quantile(probability)
                        .estimate())
                .toArray();
    }

    /** Which request failed is not observed: they are dealt to the minutes, the same way for all judges. */
    private static double[] errors(ArmData arm) {
        double[] minutes = new double[MINUTES];
        SplittableRandom random = new SplittableRandom(arm.count(ArmData.ERRORS));
        for (long i = 0; i < arm.count(ArmData.ERRORS); i++) {
            minutes[random.nextInt(MINUTES)]++;
        }
        return minutes;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
