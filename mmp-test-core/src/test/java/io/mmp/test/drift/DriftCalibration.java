package io.mmp.test.drift;

import io.mmp.test.table.Table;
import io.mmp.test.verdict.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;

/** Prints how often tests of drift alarm at each sample size and shift, over seeded runs: {@code mvn -q -Pbenchmark test}. */
final class DriftCalibration {

    private static final int RUNS = Integer.getInteger("mmp.runs", 200);
    private static final int[] SIZES = {100, 200, 500, 1_000, 5_000};
    private static final double[] SHIFTS = {0, 0.1, 0.2, 0.5};

    private static final int ROWS = 1_000_000;

    private DriftCalibration() {}

    /** Print the table. */
    public static void main(String[] arguments) {
        Map<String, BiPredicate<double[], double[]>> tests = new LinkedHashMap<>();
        tests.put("PSI above 0.1", Rules.psiAbove(0.1));
        tests.put("PSI above 0.2", Rules.psiAbove(0.2));
        tests.put("Wasserstein above 0.1 sigma", Rules::wassersteinAboveATenth);
        for (DriftTest test : new DriftTest[] {
            DriftTest.psi(), DriftTest.jensenShannon(), DriftTest.kolmogorovSmirnov(), DriftTest.wasserstein()
        }) {
            tests.put(
                    test + "",
                    (reference, current) -> test.compare(reference, current).isDrift());
            DriftTest bare = test.withEffectFloor(0);
            tests.put(
                    test + ", no floor",
                    (reference, current) -> bare.compare(reference, current).isDrift());
        }
        System.out.printf("%% of %s runs with an alarm, of n values against n%n", RUNS);
        for (double shift : SHIFTS) {
            System.out.printf("%n| shift of %s sigma | 100 | 200 | 500 | 1000 | 5000 |%n", shift);
            tests.forEach((name, test) -> {
                System.out.printf("| %s |", name);
                for (int size : SIZES) {
                    System.out.printf(" %s |", Text.number(100.0 * alarms(test, size, shift) / RUNS));
                }
                System.out.println();
            });
        }
        printLargeTable();
    }

    private static void printLargeTable() {
        Table reference = Transactions.of(ROWS, 1);
        Table current = Transactions.of(ROWS, 2);
        long start = System.nanoTime();
        DriftReport report = DriftCheck.standard().compare(reference, current);
        System.out.printf(
                "%n%s rows of 4 columns against as many: %s tests in %s s, %s drifted%n",
                ROWS,
                report.findings().size(),
                Text.number((System.nanoTime() - start) / 1e9),
                report.driftedColumns().size());
    }

    private static int alarms(BiPredicate<double[], double[]> test, int size, double shift) {
        int alarms = 0;
        for (int run = 1; run <= RUNS; run++) {
            SplittableRandom random = new SplittableRandom(run * 1_000_003L + size);
            double[] reference =
                    random.doubles(size).map(each -> random.nextGaussian()).toArray();
            double[] current = random.doubles(size)
                    .map(each -> random.nextGaussian() + shift)
                    .toArray();
            alarms += test.test(reference, current) ? 1 : 0;
        }
        return alarms;
    }
}
