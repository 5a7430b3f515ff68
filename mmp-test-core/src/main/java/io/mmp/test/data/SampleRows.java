package io.mmp.test.data;

import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Rows of seeded random data, drawn when they are asked for.
 *
 * <pre>{@code
 * SampleRows transactions = SampleRows.ofClasses("is_fraud")
 *         .withClass(false, 800)
 *         .withClass(true, 200)
 *         .withColumn("amount", Distribution.logNormal(3.5, 0.8), Distribution.logNormal(4.2, 1.0))
 *         .withColumn("hour_of_day", Distribution.integers(0, 23))
 *         .withSeed(42);
 * }</pre>
 *
 * <p>The rows of the classes are shuffled, and of each there are exactly as many as asked for. A row follows from the seed and its number
 * alone: it is the same in each JVM, whoever asks for it, in which order, and in which chunks; a column that is added changes no
 * other. Nothing is kept, so that a billion rows need no more memory than one.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class SampleRows {

    private static final String SHUFFLE = "\0classes";

    private final @Nullable String classColumn;
    private final List<SampleClass> classes;
    private final long rowCount;
    private final Map<String, List<Distribution>> columns;
    private final long seed;

    /** The same as the fields, in the form in which rows are drawn. */
    private final SampleColumn[] drawn;

    private final Permutation shuffle;

    private record SampleClass(Object label, long end) {}

    private SampleRows(
            @Nullable String classColumn,
            List<SampleClass> classes,
            long rowCount,
            Map<String, List<Distribution>> columns,
            long seed) {
        this.classColumn = classColumn;
        this.classes = classes;
        this.rowCount = rowCount;
        this.columns = columns;
        this.seed = seed;
        this.drawn = columns.entrySet().stream()
                .map(column -> new SampleColumn(
                        Draws.column(seed, column.getKey()), column.getValue().toArray(Distribution[]::new)))
                .toArray(SampleColumn[]::new);
        this.shuffle = new Permutation(rowCount, Draws.column(seed, SHUFFLE));
    }

    /** Return so many rows of no class, which have no columns yet. */
    public static SampleRows of(long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("there are no %s rows".formatted(rows));
        }
        return new SampleRows(null, List.of(), rows, Map.of(), 0);
    }

    /** Return no rows yet, whose classes stand in the column of this name, the last one. */
    public static SampleRows ofClasses(String column) {
        return new SampleRows(column, List.of(), 0, Map.of(), 0);
    }

    /**
     * Return a copy with a class more; all classes come before the columns.
     *
     * @param label what stands in the column of classes: a text, an integer or a boolean, of the same type for all classes
     * @param rows how many rows are of this class, exactly
     */
    public SampleRows withClass(Object label, long rows) {
        if (classColumn == null) {
            throw new IllegalStateException(
                    "These rows have no column of classes: begin with SampleRows.ofClasses(...).");
        }
        if (!columns.isEmpty()) {
            throw new IllegalStateException("Class '%s' comes after column '%s': name all classes before."
                    .formatted(label, columns.keySet().iterator().next()));
        }
        Object value = label instanceof Integer integer ? (Object) integer.longValue() : label;
        if (rows < 0 || classes.stream().anyMatch(other -> other.label().equals(value))) {
            throw new IllegalArgumentException("class '%s' %s"
                    .formatted(label, rows < 0 ? "cannot have %s rows".formatted(rows) : "is there already"));
        }
        SampleColumn.typeOfLabel(classes.isEmpty() ? value : classes.get(0).label(), value);
        List<SampleClass> more = new ArrayList<>(classes);
        more.add(new SampleClass(value, Math.addExact(rowCount, rows)));
        return new SampleRows(classColumn, List.copyOf(more), rowCount + rows, columns, seed);
    }

    /**
     * Return a copy with a column more.
     *
     * @param distributions one for all rows, or one for each class in their order
     */
    public SampleRows withColumn(String name, Distribution... distributions) {
        if (columns.containsKey(name) || name.equals(classColumn)) {
            throw new IllegalArgumentException("there already is a column '%s'".formatted(name));
        }
        if (classColumn != null && classes.isEmpty()) {
            throw new IllegalStateException(
                    "Column '%s' comes before the classes: name all of them before.".formatted(name));
        }
        if (distributions.length != 1 && distributions.length != classes.size()) {
            throw new IllegalArgumentException(
                    "column '%s' has %s distributions, but must have one, or one for each of %s classes"
                            .formatted(name, distributions.length, classes.size()));
        }
        Set<ValueType> types =
                Set.copyOf(Arrays.stream(distributions).map(Distribution::type).toList());
        if (types.size() > 1) {
            throw new IllegalArgumentException("column '%s' would have values of several types".formatted(name));
        }
        Map<String, List<Distribution>> more = new LinkedHashMap<>(columns);
        more.put(name, List.of(distributions));
        return new SampleRows(classColumn, classes, rowCount, Collections.unmodifiableMap(more), seed);
    }

    /** Return a copy with other random numbers; the seed is 0 without. */
    public SampleRows withSeed(long newSeed) {
        return new SampleRows(classColumn, classes, rowCount, columns, newSeed);
    }

    /** Return the number of rows. */
    public long rowCount() {
        return rowCount;
    }

    /** Return the names of the columns in their order, that of the classes last. */
    public List<String> columnNames() {
        List<String> names = new ArrayList<>(columns.keySet());
        if (classColumn != null) {
            names.add(classColumn);
        }
        return names;
    }

    /** Return the rows in their order, as cells by the names of their columns. A parallel stream draws on all processors. */
    public Stream<Map<String, @Nullable Object>> stream() {
        List<String> names = columnNames();
        return LongStream.range(0, rowCount).mapToObj(row -> {
            @Nullable Object[] cells = cells(row);
            Map<String, @Nullable Object> byName = new LinkedHashMap<>();
            for (int i = 0; i < cells.length; i++) {
                byName.put(names.get(i), cells[i]);
            }
            return byName;
        });
    }

    /**
     * Return the rows in their order as records of a type of yours.
     *
     * <p>A component takes the column of its name, {@code isForeignIp} that of {@code is_foreign_ip}; columns without a component are
     * left out.
     *
     * @throws SampleException if a component has no column, or its type does not take what the column has
     */
    public <R extends Record> Stream<R> stream(Class<R> type) {
        RecordFactory<R> factory = RecordFactory.of(type, columnNames(), types());
        return LongStream.range(0, rowCount).mapToObj(row -> factory.create(cells(row), row));
    }

    /**
     * Return all rows as a table, in memory.
     *
     * @throws SampleException if they are more than a table has
     */
    public Table table() {
        if (rowCount > Integer.MAX_VALUE) {
            throw new SampleException("A table has no %s rows: use stream().".formatted(rowCount), null);
        }
        TableBuilder table = Table.builder();
        List<String> names = columnNames();
        List<ValueType> types = types();
        for (int i = 0; i < names.size(); i++) {
            table.column(names.get(i), types.get(i));
        }
        LongStream.range(0, rowCount).forEach(row -> table.row(cells(row)));
        return table.build();
    }

    /**
     * Write all rows into a CSV file (RFC 4180, UTF-8, lines that end with LF), byte by byte the same on each machine.
     *
     * @throws IOException if it cannot be written
     */
    public void writeCsv(Path file) throws IOException {
        CsvOutput.write(this, file);
    }

    /**
     * Insert all rows into a table whose columns have the names of these, in one transaction.
     *
     * @throws SampleException if the database refuses a row; then it has none of them
     */
    public void insertInto(DataSource database, String table) {
        TableInsert.run(this, database, table);
    }

    @Nullable
    Object[] cells(long row) {
        int classNumber = 0;
        if (classes.size() > 1) {
            long place = shuffle.of(row);
            while (place >= classes.get(classNumber).end()) {
                classNumber++;
            }
        }
        @Nullable Object[] cells = new Object[drawn.length + (classColumn == null ? 0 : 1)];
        Draws draws = new Draws();
        for (int i = 0; i < drawn.length; i++) {
            cells[i] = drawn[i].cell(draws, classNumber, row);
        }
        if (classColumn != null) {
            cells[drawn.length] = classes.get(classNumber).label();
        }
        return cells;
    }

    List<ValueType> types() {
        List<ValueType> types = new ArrayList<>();
        columns.values().forEach(column -> types.add(column.get(0).type()));
        if (classColumn != null) {
            types.add(
                    classes.isEmpty()
                            ? ValueType.STRING
                            : SampleColumn.typeOfLabel(
                                    classes.get(0).label(), classes.get(0).label()));
        }
        return types;
    }

    /** Return how many decimals each column is written with: the most that a class has, -1 for as many as needed. */
    int[] decimals() {
        int[] decimals = new int[columnNames().size()];
        Arrays.fill(decimals, -1);
        int i = 0;
        for (List<Distribution> column : columns.values()) {
            boolean known = column.stream().allMatch(each -> each.decimals() >= 0);
            decimals[i++] = known
                    ? column.stream().mapToInt(Distribution::decimals).max().orElse(-1)
                    : -1;
        }
        return decimals;
    }
}
