package io.mmp.test.drift;

import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tests that are made together.
 *
 * @param tests the tests, each of the columns that it is for
 * @param level the probability of any false alarm at all
 * @param looks in so many windows
 * @param joint the test of all numbers together, if there is one
 */
record TestFamily(
        List<DriftTest> tests,
        double level,
        int looks,
        @Nullable JointTest joint) {

    DriftReport judge(List<String> names, ComparedTable reference, ComparedTable current, List<String> leftOut) {
        JointRows jointRows = joint == null ? null : new JointRows(joint, reference, current);
        Map<ColumnPair, List<DriftTest>> wanted = wanted(pairs(names, reference, current));
        List<String> numbers = wanted.keySet().stream()
                .filter(pair -> pair.kind() == ColumnPair.Kind.NUMBERS)
                .map(ColumnPair::name)
                .toList();
        if (jointRows != null && numbers.size() < 2) {
            throw new DriftException(
                    "The joint test needs two columns of numbers, but there are %s.".formatted(numbers));
        }
        int count = wanted.values().stream().mapToInt(List::size).sum() + (joint == null ? 0 : 1);
        double leastLevel = level / looks / Math.max(1, count);
        List<Made> made = new ArrayList<>();
        wanted.forEach((pair, applied) -> applied.forEach(test -> made.add(
                new Made(List.of(pair.name()), test.toString(), test.effectFloor(), test.measure(pair, leastLevel)))));
        if (jointRows != null) {
            made.add(new Made(numbers, "energy distance", 0, jointRows.measure(numbers, leastLevel)));
        }
        return new DriftReport(findings(made), leftOut, level / looks, reference.rowCount(), current.rowCount());
    }

    /** A test that was made. */
    private record Made(List<String> columns, String test, double effectFloor, Measured measured) {}

    /** The rows of both tables, which the joint test needs here. */
    private record JointRows(JointTest test, Table reference, Table current) {

        JointRows(JointTest test, ComparedTable reference, ComparedTable current) {
            this(test, reference.rows(), current.rows());
        }

        Measured measure(List<String> columns, double leastLevel) {
            return test.of(columns, reference, current, leastLevel);
        }
    }

    private static List<ColumnPair> pairs(List<String> names, ComparedTable reference, ComparedTable current) {
        List<ComparedColumn> before = reference.columns(names);
        List<ComparedColumn> now = current.columns(names);
        List<ColumnPair> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            pairs.add(new ColumnPair(names.get(i), before.get(i), now.get(i)));
        }
        return pairs;
    }

    private Map<ColumnPair, List<DriftTest>> wanted(List<ColumnPair> pairs) {
        boolean fewAreCategories = tests.stream().anyMatch(DriftTest::isOfCategories);
        Map<ColumnPair, List<DriftTest>> wanted = new LinkedHashMap<>();
        for (ColumnPair pair : pairs) {
            wanted.put(
                    pair,
                    tests.stream()
                            .filter(test -> test.isFor(pair, fewAreCategories))
                            .toList());
        }
        return wanted;
    }

    private List<DriftFinding> findings(List<Made> made) {
        List<Judged> judged = Judged.together(made.stream().map(Made::measured).toList(), level / looks);
        List<DriftFinding> findings = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            Made one = made.get(i);
            findings.add(DriftFinding.of(one.columns(), one.test(), one.effectFloor(), one.measured(), judged.get(i)));
        }
        return findings;
    }
}
