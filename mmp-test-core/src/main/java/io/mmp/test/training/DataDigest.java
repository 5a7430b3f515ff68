package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What training data say: all rows, with the types of their values, in their order.
 *
 * <p>MLflow's digest of a dataset covers the first 10,000 rows and is cut to 8 hexadecimal digits. This one covers every row, and
 * two of them tell the first row and the columns that differ. It keeps eight bytes a row.
 *
 * <pre>{@code
 * DataDigest data = DataDigest.ofRecords(transactions);
 * TrainedModel.of("fraud.txt", text).withData(data);
 * }</pre>
 *
 * <p>Values are equal if their types and bits are: 1 is not 1.0, nor an {@code int} a {@code long}; -0.0 is not 0.0, and any NaN is NaN.
 *
 * @since 0.1.0
 */
public final class DataDigest {

    private final List<String> columns;
    private final List<String> columnDigests;
    private final long[] rows;

    DataDigest(List<String> columns, List<String> columnDigests, long[] rows) {
        this.columns = List.copyOf(columns);
        this.columnDigests = List.copyOf(columnDigests);
        this.rows = rows;
    }

    /**
     * Digest records; their components are the columns.
     *
     * @throws TrainingException if a value is of a type that has no canonical form, or a record is null
     */
    public static DataDigest ofRecords(Iterable<? extends Record> records) {
        return DataRows.ofRecords(records);
    }

    /**
     * Digest rows of values.
     *
     * @param columns the names of the columns
     * @param rows a value for each column; null, numbers, booleans, texts, enums, dates and times, arrays of primitives, lists
     * @throws TrainingException if a row has another number of values, or one of a type that has no canonical form
     */
    public static DataDigest ofRows(List<String> columns, Iterable<? extends List<?>> rows) {
        DataRows digest = new DataRows(columns);
        rows.forEach(digest::add);
        return digest.digest();
    }

    /** Digest a matrix, a row of features each. */
    public static DataDigest ofMatrix(double[][] rows) {
        return DataRows.ofMatrix(
                rows.length, i -> Arrays.stream(rows[i]).boxed().toList());
    }

    /** Digest a matrix, a row of features each. */
    public static DataDigest ofMatrix(float[][] rows) {
        return DataRows.ofMatrix(rows.length, i -> {
            Float[] row = new Float[rows[i].length];
            Arrays.setAll(row, at -> rows[i][at]);
            return Arrays.asList(row);
        });
    }

    /** Return the number of rows. */
    public long rows() {
        return rows.length;
    }

    /** Return the names of the columns. */
    public List<String> columns() {
        return columns;
    }

    /** Return the digest of all of it, in 64 hexadecimal digits. */
    public String sha256() {
        Hash hash = new Hash().add(rows.length + " rows\n");
        for (int i = 0; i < columns.size(); i++) {
            hash.addName(columns.get(i)).add(columnDigests.get(i)).add("\n");
        }
        return hash.hex();
    }

    /** Return where other data first differ, such as "row 17 differs, in column amount"; rows count from 1. Empty if nowhere. */
    public Optional<String> difference(DataDigest other) {
        if (equals(other)) {
            return Optional.empty();
        } else if (!columns.equals(other.columns)) {
            return Optional.of("the columns are %s here, %s there".formatted(columns, other.columns));
        }
        String sizes = rows.length == other.rows.length
                ? ""
                : "%s here, %s there".formatted(Words.count(rows.length, "row"), other.rows.length);
        int first = Arrays.mismatch(rows, other.rows);
        boolean ends = first < 0 || first == Math.min(rows.length, other.rows.length);
        if (ends) {
            return Optional.of(sizes.isEmpty() ? "rows differ" : sizes + ", the first %s the same".formatted(first));
        }
        return Optional.of("%srow %s differs, in %s%s"
                .formatted(
                        sizes.isEmpty() ? "" : sizes + ", ",
                        first + 1,
                        changedColumns(other),
                        hasRowsOf(other) ? "; the rows are the same in another order" : ""));
    }

    private String changedColumns(DataDigest other) {
        List<String> changed = columns.stream()
                .filter(column -> !columnDigests
                        .get(columns.indexOf(column))
                        .equals(other.columnDigests.get(columns.indexOf(column))))
                .toList();
        return (changed.size() == 1 ? "column " : "one of the columns ") + Lines.some(changed);
    }

    private boolean hasRowsOf(DataDigest other) {
        long[] here = rows.clone();
        long[] there = other.rows.clone();
        Arrays.sort(here);
        Arrays.sort(there);
        return Arrays.equals(here, there);
    }

    /** Tell whether the other has the same digest. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DataDigest data && sha256().equals(data.sha256());
    }

    @Override
    public int hashCode() {
        return sha256().hashCode();
    }

    /** Return the number of rows and columns, and the digest. */
    @Override
    public String toString() {
        return "%s x %s, sha256 %s"
                .formatted(Words.count(rows.length, "row"), Words.count(columns.size(), "column"), sha256());
    }
}
