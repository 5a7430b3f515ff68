package io.mmp.test.contract;

import io.mmp.test.engine.EngineTable;
import io.mmp.test.table.CsvFormat;
import io.mmp.test.table.ParquetTables;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows to judge, and what they are: all there are, or a sample.
 *
 * <p>CSV and queries are read as a stream: beside it, nothing grows with the number of rows but the keys that must be unique or are
 * referred to, 16 to 43 bytes each. A value: the {@code with} and {@code as} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class TableRows {

    private static final double DEFAULT_CONFIDENCE = 0.95;

    private final String name;
    private final Source source;
    private final Basis basis;

    /** Opens rows; what is not known of their types, the contract says. */
    private interface Source {
        RowCursor open(List<String> expected, @Nullable ZoneId zone) throws SQLException;
    }

    private TableRows(String name, Source source, Basis basis) {
        this.name = name;
        this.source = source;
        this.basis = basis;
    }

    private static TableRows of(String name, Source source) {
        return new TableRows(name, source, new Basis(0, null, Map.of()));
    }

    /** Return the rows of a table. */
    public static TableRows of(Table table) {
        return of("the table", (expected, zone) -> new TableCursor(table));
    }

    /** Return rows that are records, as {@link Table#ofRecords} reads them. */
    public static <R extends Record> TableRows ofRecords(Class<R> type, Collection<R> rows) {
        Table table = Table.ofRecords(type, rows);
        return of("the list of " + type.getSimpleName(), (expected, zone) -> new TableCursor(table));
    }

    /** Return the rows of a CSV file, read when they are judged. */
    public static TableRows ofCsv(Path file) {
        return ofCsv(file, CsvFormat.detected());
    }

    /** Return the rows of a CSV file in this format. */
    public static TableRows ofCsv(Path file, CsvFormat format) {
        return of(nameOf(file), (expected, zone) -> new CsvCursor(file, format, expected, zone));
    }

    /** Return the rows of a Parquet file, whose columns are read into memory when they are judged. */
    public static TableRows ofParquet(Path file) {
        return of(
                nameOf(file),
                (expected, zone) -> new TableCursor(
                        zone == null ? ParquetTables.read(file) : ParquetTables.readInZone(file, zone)));
    }

    /**
     * Return the rows of a query, fetched some at a time when they are judged. In a connection that commits by itself, it is one
     * transaction, without which PostgreSQL would fetch all rows at once.
     */
    public static TableRows ofQuery(Connection connection, String query) {
        return of("the query", (expected, zone) -> JdbcQuery.open(connection, query, zone));
    }

    /** Return the rows of a query's result from where it stands; they can be judged once. */
    public static TableRows ofResultSet(ResultSet rows) {
        return of("the result", (expected, zone) -> new JdbcCursor(rows, zone, () -> {}));
    }

    /**
     * Return the rows of a table in an engine, which counts there what breaks a rule, and gives the first rows that do; they are judged here
     * again before they are shown.
     *
     * <p>What no engine could judge exactly as it is judged here is not judged, and told: predicates of Java, regular expressions beyond literals,
     * classes, groups, alternatives and quantifiers, multiples of floating-point numbers, the mean of a sample.
     */
    public static TableRows in(EngineTable table) {
        Table rows = table.rows().orElse(null);
        return of(table.toString(), rows == null ? new InEngine(table) : (expected, zone) -> new TableCursor(rows));
    }

    /** Rows that stay where they are. */
    private record InEngine(EngineTable table) implements Source {

        @Override
        public RowCursor open(List<String> expected, @Nullable ZoneId zone) {
            throw new ContractException(
                    "The rows of %s stay in their engine: a reference to them is judged for a table of the same engine. Read them with TableRows.ofQuery."
                            .formatted(table));
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Return a copy that messages call this. */
    public TableRows withName(String newName) {
        return new TableRows(newName, source, basis);
    }

    /**
     * Return a copy that is a sample: what a rule says of {@linkplain ColumnRule#mostly most} values, or of their share, mean or quantile,
     * is judged for all from which it was taken, with a confidence of 0.95. The rows must be independent of each other.
     */
    public TableRows asSample() {
        return asSample(DEFAULT_CONFIDENCE);
    }

    /**
     * Return a copy that is a sample, judged with this confidence.
     *
     * @param confidence above 0.5 and below 1
     */
    public TableRows asSample(double confidence) {
        if (!(confidence > 0.5 && confidence < 1)) {
            throw new ContractException("A confidence is above 0.5 and below 1, but this is %s.".formatted(confidence));
        }
        return new TableRows(name, source, new Basis(confidence, basis.asOf(), basis.others()));
    }

    /** Return a copy that is judged as of this instant: {@link ColumnRule#freshWithin} asks how old its newest row is then. */
    public TableRows asOf(Instant instant) {
        return new TableRows(name, source, new Basis(basis.confidence(), instant, basis.others()));
    }

    /** Return a copy with the rows of another table, to which {@linkplain TableRule#references foreign keys} refer by this name. */
    public TableRows withOther(String table, TableRows rows) {
        Map<String, TableRows> others = new LinkedHashMap<>(basis.others());
        others.put(table, rows);
        return new TableRows(name, source, new Basis(basis.confidence(), basis.asOf(), others));
    }

    Optional<EngineTable> inEngine() {
        return source instanceof InEngine engine ? Optional.of(engine.table()) : Optional.empty();
    }

    Basis basis() {
        return basis;
    }

    RowCursor open(List<String> expected, @Nullable ZoneId zone) {
        try {
            return source.open(expected, zone);
        } catch (SQLException e) {
            throw new ContractException("%s cannot be read: %s".formatted(name, e.getMessage()), e);
        } catch (TableException e) {
            throw new ContractException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Return what messages call it. */
    @Override
    public String toString() {
        return name;
    }
}
