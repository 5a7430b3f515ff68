package io.mmp.test.drift;

import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Tells whether data have drifted: a {@link DriftCheck}, or the detector under test, whatever it is: a function, a service that is called
 * over HTTP, a script that is started.
 *
 * <pre>{@code
 * DriftDetector service = (reference, current) -> DriftAlarm.in(client.check(reference, current).driftedColumns());
 * assertThat(service).on(transactions).falseAlarmRateAtMost(0.05).powerAtLeast(0.9, DriftInjection.meanShift(0.5));
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DriftDetector {

    /** Compare current rows with those of the reference. */
    DriftAlarm detect(Table reference, Table current) throws Exception;

    /** Return a detector that alarms where this is true of the reference and the current table. */
    static DriftDetector whenever(BiPredicate<Table, Table> drifted) {
        return (reference, current) -> drifted.test(reference, current) ? DriftAlarm.raised() : DriftAlarm.none();
    }

    /**
     * Return a detector that asks this of each column of numbers, of the values of the reference and the current ones without nulls, and
     * blames those for which it is true.
     */
    static DriftDetector ofEachNumber(BiPredicate<double[], double[]> drifted) {
        return (reference, current) -> {
            List<String> blamed = new ArrayList<>();
            for (String name : reference.columnNames()) {
                if (Cell.isNumber(reference.column(name).type())
                        && drifted.test(Cell.numbers(reference.column(name)), Cell.numbers(current.column(name)))) {
                    blamed.add(name);
                }
            }
            return DriftAlarm.in(blamed);
        };
    }
}
