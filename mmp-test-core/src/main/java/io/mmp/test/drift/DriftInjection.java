package io.mmp.test.drift;

import io.mmp.test.table.Cells;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import io.mmp.test.verdict.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A drift of known kind and size, to be put into data: the same seed makes the same data.
 *
 * <pre>{@code
 * Table drifted = DriftInjection.meanShift(0.5).on("amount").apply(transactions, 1);
 * }</pre>
 *
 * <p>Without {@link #on}, each column is changed that can be. A value: it changes nothing that it is given.
 *
 * @since 0.1.0
 */
public final class DriftInjection {

    private final String name;
    private final Change change;
    private final Set<String> chosen;

    private DriftInjection(String name, Change change, Set<String> chosen) {
        this.name = name;
        this.change = change;
        this.chosen = chosen;
    }

    private static DriftInjection of(String name, Change change) {
        return new DriftInjection(name, change, Set.of());
    }

    /** Add so many standard deviations to numbers; integers are rounded up or down by chance, so that the mean moves by as much. */
    public static DriftInjection meanShift(double sigmas) {
        return of(
                "a mean shift of %s sigma".formatted(Text.number(sigmas)),
                new NumberChange((value, reference) -> value + sigmas * reference.deviation()));
    }

    /** Multiply the distance of numbers from their mean. */
    public static DriftInjection scale(double factor) {
        return of(
                "a scale of %s".formatted(Text.number(factor)),
                new NumberChange((value, reference) -> reference.mean() + factor * (value - reference.mean())));
    }

    /** Make each cell null with this probability. */
    public static DriftInjection nulls(double share) {
        return of("%s nulls".formatted(Text.percent(requireShare(share))), new CellChange.Nulls(share));
    }

    /** Put one category where the other was, in each column of text that has one of them, and of booleans, whose are "true" and "false". */
    public static DriftInjection swappedCategories(String one, String other) {
        return of("%s and %s swapped".formatted(Cells.print(one), Cells.print(other)), new CellChange.Swap(one, other));
    }

    /** Put a category in each cell of text with this probability. */
    public static DriftInjection unseenCategory(String category, double share) {
        return of(
                "category %s in %s".formatted(Cells.print(category), Text.percent(requireShare(share))),
                new CellChange.Unseen(category, share));
    }

    /** Draw rows again, so that this value of a label has this share; within a label, the other columns stay as they are. */
    public static DriftInjection labelShift(String column, String value, double share) {
        return of(
                "label shift of %s to %s %s".formatted(column, Text.percent(requireShare(share)), Cells.print(value)),
                new JointChange.LabelShift(column, value, share));
    }

    /**
     * Turn two columns of numbers about their means, in units of their standard deviations. By 90 degrees, columns of symmetric distributions are
     * each as before, and what correlated now does so inversely.
     */
    public static DriftInjection rotation(String x, String y, double degrees) {
        return of(
                "rotation of %s and %s by %s degrees".formatted(x, y, Text.number(degrees)),
                new JointChange.Rotation(x, y, degrees));
    }

    /** Exchange the cells of a column among the rows: it has exactly the values as before, and nothing to do with other columns. */
    public static DriftInjection decoupling(String column) {
        return of("%s decoupled".formatted(column), new JointChange.Decoupling(column));
    }

    static double requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A share is from 0 to 1, but this is %s.".formatted(share));
        }
        return share;
    }

    /** Return a copy that changes these columns alone; those that name their columns refuse others. */
    public DriftInjection on(String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("Name the columns to change, or leave on() out.");
        }
        return new DriftInjection(name, change, new LinkedHashSet<>(Arrays.asList(columns)));
    }

    /**
     * Return the columns that it changes in a table.
     *
     * @throws DriftException if there are none, or a named one cannot be changed
     */
    public List<String> columns(Table reference) {
        return columns(new ReferenceTable(reference));
    }

    List<String> columns(ReferenceTable reference) {
        Set<String> all = reference.table().columnNames();
        List<String> fitting = new ArrayList<>();
        for (String column : chosen.isEmpty() ? all : chosen) {
            if (all.contains(column) && change.fits(reference, column)) {
                fitting.add(column);
            } else if (!chosen.isEmpty()) {
                throw new DriftException(
                        "%s cannot be put into column '%s': there is none, or it is of another type, or constant. The table has %s."
                                .formatted(capitalized(), column, described(reference.table())));
            }
        }
        if (fitting.isEmpty()) {
            throw new DriftException(
                    "%s changes nothing: no column is of a type for it and not constant. The table has %s."
                            .formatted(capitalized(), described(reference.table())));
        }
        return fitting;
    }

    private String capitalized() {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String described(Table table) {
        return String.join(
                ", ",
                table.columnNames().stream()
                        .map(column ->
                                "%s (%s)".formatted(column, table.column(column).type()))
                        .toList());
    }

    /** Return a changed copy of a table, whose own means and standard deviations are those that count. */
    public Table apply(Table table, long seed) {
        return apply(table, table, seed);
    }

    /**
     * Return a changed copy of rows of a reference, whose means and standard deviations are those that count.
     *
     * @throws DriftException if no column of the reference can be changed, or a named one cannot
     */
    public Table apply(Table table, Table reference, long seed) {
        return apply(table, new ReferenceTable(reference), seed);
    }

    Table apply(Table table, ReferenceTable reference, long seed) {
        return change.of(table, reference, columns(reference), new SplittableRandom(seed));
    }

    /** Return changed numbers; NaN stands for null. */
    public double[] apply(double[] values, long seed) {
        Table table =
                Table.builder().build().with("value", Cell.column(ValueType.DOUBLE, values.length, row -> values[row]));
        Table changed = apply(table, seed);
        double[] result = new double[values.length];
        for (int row = 0; row < result.length; row++) {
            result[row] = Cell.number(changed.column("value"), row);
        }
        return result;
    }

    /** Return changed categories, which may be null. */
    public List<@Nullable String> apply(List<? extends @Nullable String> values, long seed) {
        Table table = Table.builder().build().with("value", Cell.column(ValueType.STRING, values.size(), values::get));
        Table changed = apply(table, seed);
        List<@Nullable String> result = new ArrayList<>();
        for (int row = 0; row < values.size(); row++) {
            result.add((String) changed.column("value").get(row));
        }
        return result;
    }

    /** Return it in words, such as "a mean shift of 0.5 sigma on amount". */
    @Override
    public String toString() {
        return chosen.isEmpty() ? name : "%s on %s".formatted(name, String.join(", ", chosen));
    }
}
