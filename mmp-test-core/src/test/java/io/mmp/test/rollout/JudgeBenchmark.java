package io.mmp.test.rollout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Prints how often judges err, over seeded scenarios: {@code mvn -q -Pbenchmark test}. */
final class JudgeBenchmark {

    private static final int RUNS = Integer.getInteger("mmp.runs", 100);

    private static final CanaryMetric LATENCY =
            CanaryMetric.values(ArmData.LATENCY, "ms", Tolerance.relative(0.05)).withQuantiles(0.95, 0.99);

    private static final CanaryJudge OURS =
            CanaryJudge.of(CanaryMetric.rate(ArmData.ERRORS, Tolerance.absolute(0.005)), LATENCY);

    private enum Truth {
        GOOD,
        BAD
    }

    private record Row(Truth truth, int requests, CanaryScenario scenario) {}

    private JudgeBenchmark() {}

    /** Print the table. */
    public static void main(String[] arguments) {
        Map<String, DecisionRule> judges = new LinkedHashMap<>();
        judges.put("CanaryJudge", OURS);
        judges.put("Kayenta's rule", RivalJudges::kayenta);
        judges.put("thresholds", RivalJudges::thresholds);
        judges.put("means", RivalJudges::means);
        System.out.printf("%% of %s runs: promoted / rolled back / undecided%n| canary | requests |", RUNS);
        judges.keySet().forEach(judge -> System.out.printf(" %s |", judge));
        System.out.println();
        for (Row row : rows()) {
            System.out.printf("| %s: %s | %s |", row.truth, row.scenario.name(), row.requests);
            judges.values().forEach(judge -> System.out.printf(" %s |", shares(row.scenario, judge)));
            System.out.println();
        }
    }

    private static String shares(CanaryScenario scenario, DecisionRule judge) {
        int promoted = 0;
        int rolledBack = 0;
        for (int seed = 1; seed <= RUNS; seed++) {
            CanaryScenario.Observed observed = scenario.draw(new SplittableRandom(seed));
            Decision decision = judge.decide(observed.stable(), observed.canary());
            promoted += decision == Decision.PROMOTE ? 1 : 0;
            rolledBack += decision == Decision.ROLL_BACK ? 1 : 0;
        }
        return "%s / %s / %s".formatted(percent(promoted), percent(rolledBack), percent(RUNS - promoted - rolledBack));
    }

    private static String percent(int count) {
        double share = 100.0 * count / RUNS;
        return share == 0 || share >= 10
                ? String.valueOf(Math.round(share))
                : String.valueOf(Math.round(share * 10) / 10.0);
    }

    private static List<Row> rows() {
        return List.of(
                row(Truth.GOOD, "no difference", 100, requests -> requests),
                row(Truth.GOOD, "no difference", 1_000, requests -> requests),
                row(Truth.GOOD, "no difference", 20_000, requests -> requests),
                heavyTails(1_000),
                heavyTails(20_000),
                row(Truth.BAD, "errors 1 % to 2 %", 1_000, requests -> requests.withErrorRate(0.02)),
                row(Truth.BAD, "errors 1 % to 2 %", 20_000, requests -> requests.withErrorRate(0.02)),
                row(Truth.BAD, "errors 1 % to 5 %", 100, requests -> requests.withErrorRate(0.05)),
                row(Truth.BAD, "errors 1 % to 5 %", 1_000, requests -> requests.withErrorRate(0.05)),
                row(Truth.BAD, "all 10 % slower", 1_000, requests -> requests.withSlowdown(1.1)),
                row(Truth.BAD, "all 10 % slower", 20_000, requests -> requests.withSlowdown(1.1)),
                row(Truth.BAD, "p99 doubled, same median", 1_000, requests -> requests.withSlowerTail(0.02, 2)),
                row(Truth.BAD, "p99 doubled, same median", 20_000, requests -> requests.withSlowerTail(0.02, 2)),
                mixture(1_000),
                mixture(20_000),
                unmeasured(1_000),
                unmeasured(20_000));
    }

    private interface Change {
        ArmBehaviour of(SimulatedRequests stable);
    }

    private static Row row(Truth truth, String name, int requests, Change change) {
        SimulatedRequests stable = SimulatedRequests.of(requests);
        return new Row(truth, requests, CanaryScenario.of(name, stable, change.of(stable)));
    }

    /** One in twenty takes a way that is three times as long. */
    private static Row mixture(int requests) {
        return row(
                Truth.BAD,
                "one in 20 three times as slow",
                requests,
                stable -> (arm, random) -> changed(stable.observe(arm, random), random, 0.05, value -> 3 * value));
    }

    /** The slowest are never answered, and their latency not measured. */
    private static Row unmeasured(int requests) {
        return row(
                Truth.BAD,
                "one in 5 not measured (NaN)",
                requests,
                stable -> (arm, random) -> changed(stable.observe(arm, random), random, 0.2, value -> Double.NaN));
    }

    private interface Value {
        double of(double value);
    }

    private static ArmData changed(ArmData arm, RandomGenerator random, double share, Value change) {
        double[] values = arm.values(ArmData.LATENCY);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble() < share ? change.of(values[i]) : values[i];
        }
        return ArmData.of(arm.name())
                .withCounts(ArmData.ERRORS, arm.count(ArmData.ERRORS), arm.trials(ArmData.ERRORS))
                .withValues(ArmData.LATENCY, values);
    }

    /** A Pareto distribution of infinite variance in both arms. */
    private static Row heavyTails(int requests) {
        ArmBehaviour heavy = (arm, random) -> changed(
                SimulatedRequests.of(requests).observe(arm, random),
                random,
                1,
                value -> 50 / Math.pow(1 - random.nextDouble(), 1 / 1.5));
        return new Row(Truth.GOOD, requests, CanaryScenario.of("no difference, heavy tails", heavy, heavy));
    }
}
