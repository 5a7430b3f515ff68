package io.mmp.test.drift;

import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A detector over the columns of a table: each column is tested, and all tests together raise a false alarm with a probability of at most the
 * level, by the correction of Holm.
 *
 * <pre>{@code
 * DriftReport report = DriftCheck.standard().withoutColumns("id").compare(lastWeek, today);
 * assertThat(report).hasNoDrift();
 * }</pre>
 *
 * <p>Numbers, text and booleans are compared; columns of other types, such as timestamps and lists, are left out, and named in the report. A
 * value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class DriftCheck implements DriftDetector {

    private final List<DriftTest> tests;
    private final double level;
    private final int looks;
    private final @Nullable JointTest joint;
    private final Set<String> chosen;
    private final Set<String> excluded;

    private DriftCheck(
            List<DriftTest> tests,
            double level,
            int looks,
            @Nullable JointTest joint,
            Set<String> chosen,
            Set<String> excluded) {
        this.tests = tests;
        this.level = level;
        this.looks = looks;
        this.joint = joint;
        this.chosen = chosen;
        this.excluded = excluded;
    }

    /**
     * Return the check that fits where nothing else is known: Kolmogorov and Smirnov of numbers; chi-square and unseen categories of text,
     * booleans and numbers of at most ten different values; the share of nulls of all.
     */
    public static DriftCheck standard() {
        return of(
                DriftTest.kolmogorovSmirnov(),
                DriftTest.chiSquare(),
                DriftTest.unseenCategories(),
                DriftTest.missingShare());
    }

    /**
     * Return a check of these tests, each of the columns that it is for. Their own levels do not count, their floors do.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static DriftCheck of(DriftTest... tests) {
        if (tests.length == 0) {
            throw new IllegalArgumentException("A check has at least one test, but there are none.");
        }
        return new DriftCheck(List.of(tests), 0.05, 1, null, Set.of(), Set.of());
    }

    /**
     * Return a copy of this level: the probability of any false alarm at all, of whatever column; 0.05 without.
     *
     * @throws IllegalArgumentException if it is not above 0 and below 0.5
     */
    public DriftCheck withLevel(double newLevel) {
        return new DriftCheck(tests, DriftTest.requireLevel(newLevel), looks, joint, chosen, excluded);
    }

    /**
     * Return a copy whose level is that of so many windows together. Without, it is that of each: of 30 windows without drift, one or more raise
     * an alarm in 79 % of months.
     *
     * @throws IllegalArgumentException if there is less than one
     */
    public DriftCheck withWindows(int windows) {
        if (windows < 1) {
            throw new IllegalArgumentException(
                    "There must be at least one window, but there are %s.".formatted(windows));
        }
        return new DriftCheck(tests, level, windows, joint, chosen, excluded);
    }

    /** Return a copy that also compares all columns of numbers together, on at most 200 rows of either table: see {@link #withJointTest(int)}. */
    public DriftCheck withJointTest() {
        return withJointTest(200);
    }

    /**
     * Return a copy that also compares all columns of numbers together, by the energy distance: it sees that columns go together otherwise
     * than before, which no test of one column can.
     *
     * @param rows how many rows of either table are taken at most, by chance with a fixed seed; the time grows with their square
     * @throws IllegalArgumentException if they are fewer than two
     */
    public DriftCheck withJointTest(int rows) {
        if (rows < 2) {
            throw new IllegalArgumentException("The joint test needs at least two rows, but has %s.".formatted(rows));
        }
        return new DriftCheck(tests, level, looks, new JointTest(rows), chosen, excluded);
    }

    /** Return a copy that compares these columns alone. */
    public DriftCheck withColumns(String... columns) {
        return new DriftCheck(tests, level, looks, joint, setOf(columns), excluded);
    }

    /** Return a copy that does not compare these columns, such as identifiers. */
    public DriftCheck withoutColumns(String... columns) {
        return new DriftCheck(tests, level, looks, joint, chosen, setOf(columns));
    }

    private static Set<String> setOf(String... columns) {
        return new LinkedHashSet<>(Arrays.asList(columns));
    }

    /** Compare, and blame the columns that drifted; what is inconclusive raises no alarm. */
    @Override
    public DriftAlarm detect(Table reference, Table current) {
        return DriftAlarm.in(compare(reference, current).driftedColumns());
    }

    /**
     * Compare current rows with those of the reference.
     *
     * @throws DriftException if a column of the reference, or one that was named, is missing, or is of another kind than before
     */
    public DriftReport compare(Table reference, Table current) {
        Map<String, ColumnPair> pairs = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        for (String name : names(reference, current)) {
            Column before = reference.column(name);
            if (chosen.isEmpty() && !Cell.isNumber(before) && !Cell.isCategory(before)) {
                leftOut.add("%s (%s)".formatted(name, before.type()));
            } else {
                pairs.put(name, new ColumnPair(name, before, current.column(name)));
            }
        }
        return new Family(pairs.values()).judge(reference, current, leftOut);
    }

    private Set<String> names(Table reference, Table current) {
        Set<String> names = new LinkedHashSet<>(chosen.isEmpty() ? reference.columnNames() : chosen);
        Set<String> unknown = new LinkedHashSet<>(excluded);
        unknown.removeAll(reference.columnNames());
        if (!unknown.isEmpty()) {
            throw new DriftException("There are no columns %s to leave out; the reference has %s."
                    .formatted(unknown, reference.columnNames()));
        }
        names.removeAll(excluded);
        for (String name : names) {
            if (!reference.columnNames().contains(name)
                    || !current.columnNames().contains(name)) {
                throw new DriftException(
                        "Column '%s' is missing: the reference has %s, the current table %s. Leave it out with withoutColumns, or mend the data."
                                .formatted(name, reference.columnNames(), current.columnNames()));
            }
        }
        return names;
    }

    /** The tests that are made together. */
    private final class Family {

        private final List<Measured> measured = new ArrayList<>();
        private final List<DriftTest> made = new ArrayList<>();
        private final List<String> columns = new ArrayList<>();
        private final List<String> numbers = new ArrayList<>();
        private final double leastLevel;

        Family(Iterable<ColumnPair> pairs) {
            boolean fewAreCategories = tests.stream().anyMatch(DriftTest::isOfCategories);
            Map<ColumnPair, List<DriftTest>> wanted = new LinkedHashMap<>();
            for (ColumnPair pair : pairs) {
                wanted.put(
                        pair,
                        tests.stream()
                                .filter(test -> test.isFor(pair, fewAreCategories))
                                .toList());
                if (pair.kind() == ColumnPair.Kind.NUMBERS) {
                    numbers.add(pair.name());
                }
            }
            int count = wanted.values().stream().mapToInt(List::size).sum() + (joint == null ? 0 : 1);
            leastLevel = level / looks / Math.max(1, count);
            wanted.forEach((pair, applied) -> applied.forEach(test -> {
                columns.add(pair.name());
                made.add(test);
                measured.add(test.measure(pair, leastLevel));
            }));
        }

        DriftReport judge(Table reference, Table current, List<String> leftOut) {
            if (joint != null && numbers.size() < 2) {
                throw new DriftException(
                        "The joint test needs two columns of numbers, but there are %s.".formatted(numbers));
            }
            if (joint != null) {
                measured.add(joint.of(numbers, reference, current, leastLevel));
            }
            List<Judged> judged = Judged.together(measured, level / looks);
            List<DriftFinding> findings = new ArrayList<>();
            for (int i = 0; i < made.size(); i++) {
                findings.add(DriftFinding.of(
                        List.of(columns.get(i)),
                        made.get(i).toString(),
                        made.get(i).effectFloor(),
                        measured.get(i),
                        judged.get(i)));
            }
            if (joint != null) {
                findings.add(DriftFinding.of(
                        numbers, "energy distance", 0, measured.get(made.size()), judged.get(made.size())));
            }
            return new DriftReport(findings, leftOut, level / looks, reference.rowCount(), current.rowCount());
        }
    }

    /** Return the tests and the level. */
    @Override
    public String toString() {
        return "drift check by %s%s at level %s%s"
                .formatted(
                        String.join(
                                ", ", tests.stream().map(DriftTest::toString).toList()),
                        joint == null ? "" : " and energy distance",
                        level,
                        looks == 1 ? "" : " of %s windows".formatted(looks));
    }
}
