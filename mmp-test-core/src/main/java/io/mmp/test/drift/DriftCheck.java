package io.mmp.test.drift;

import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
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
        return compare(new LocalTable(reference), new LocalTable(current));
    }

    /**
     * Compare current rows in an engine with those of the reference there: the engine counts, and what it counted is judged as if the rows were
     * here. Two tables of one {@link io.mmp.test.engine.Engine} see one state of both where the engine has that.
     *
     * @throws DriftException also if the engine cannot tell exactly what is needed here; the message says what to do
     * @throws io.mmp.test.engine.EngineException if a table cannot be read
     */
    public DriftReport compare(EngineTable reference, EngineTable current) {
        try (EngineSession session = EngineSession.open(reference.engine())) {
            ComparedTable before = new EngineDriftTable(session, reference);
            if (current.engine() == reference.engine()) {
                return compare(before, new EngineDriftTable(session, current));
            }
            try (EngineSession other = EngineSession.open(current.engine())) {
                return compare(before, new EngineDriftTable(other, current));
            }
        }
    }

    /** Compare current rows in an engine with those of the reference here, such as the training set of a model. */
    public DriftReport compare(Table reference, EngineTable current) {
        try (EngineSession session = EngineSession.open(current.engine())) {
            return compare(new LocalTable(reference), new EngineDriftTable(session, current));
        }
    }

    /** Compare current rows here, such as those of a test's pipeline, with those of the reference in an engine. */
    public DriftReport compare(EngineTable reference, Table current) {
        try (EngineSession session = EngineSession.open(reference.engine())) {
            return compare(new EngineDriftTable(session, reference), new LocalTable(current));
        }
    }

    private DriftReport compare(ComparedTable reference, ComparedTable current) {
        List<String> compared = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (String name : names(reference, current)) {
            ValueType type = reference.type(name);
            if (chosen.isEmpty() && !Cell.isNumber(type) && !Cell.isCategory(type)) {
                leftOut.add("%s (%s)".formatted(name, type));
            } else {
                compared.add(name);
            }
        }
        TestFamily family = new TestFamily(tests, level, looks, joint);
        return family.judge(compared, reference, current, leftOut);
    }

    private Set<String> names(ComparedTable reference, ComparedTable current) {
        Set<String> names = new LinkedHashSet<>(chosen.isEmpty() ? reference.columnNames() : chosen);
        Set<String> unknown = new LinkedHashSet<>(excluded);
        unknown.removeAll(reference.columnNames());
        if (!unknown.isEmpty()) {
            throw new DriftException("There are no columns %s to leave out; the reference has %s."
                    .formatted(unknown, reference.columnNames()));
        }
        names.removeAll(excluded);
        for (String name : names) {
            requireRead(name, reference.unread());
            requireRead(name, current.unread());
            if (!reference.columnNames().contains(name)
                    || !current.columnNames().contains(name)) {
                throw new DriftException(
                        "Column '%s' is missing: the reference has %s, the current table %s. Leave it out with withoutColumns, or mend the data."
                                .formatted(name, reference.columnNames(), current.columnNames()));
            }
        }
        return names;
    }

    private static void requireRead(String name, Map<String, String> unread) {
        if (unread.containsKey(name)) {
            throw new DriftException(
                    "%s Leave it out with withoutColumns, or convert it where it is read.".formatted(unread.get(name)));
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
