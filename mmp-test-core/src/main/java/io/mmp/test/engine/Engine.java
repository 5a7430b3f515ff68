package io.mmp.test.engine;

import static java.util.Objects.requireNonNull;

import io.mmp.test.table.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An engine that holds tables: a database, a warehouse or a query engine with a JDBC driver, which your project brings; or this JVM.
 *
 * <pre>{@code
 * Engine engine = Engine.at("jdbc:postgresql://warehouse/ml").withProperties(Map.of("user", "reader"));
 * EngineTable training = engine.table("ml.training");
 * }</pre>
 *
 * <p>Assertions ask it in SQL and fetch counts and a few rows. Nothing is written. Tables of this JVM are judged here, without SQL.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class Engine {

    private static final String PROPERTY = "mmp.tables.engine";

    /** Opens connections. */
    private interface Source {
        Connection connect(Properties properties) throws SQLException;
    }

    private final Source source;
    private final @Nullable String url;
    private final Map<String, String> properties;
    private final @Nullable Dialect dialect;
    private final @Nullable ZoneId zone;
    private final @Nullable Map<String, Table> tables;

    private Engine(
            Source source,
            @Nullable String url,
            Map<String, String> properties,
            @Nullable Dialect dialect,
            @Nullable ZoneId zone,
            @Nullable Map<String, Table> tables) {
        this.tables = tables;
        this.source = source;
        this.url = url;
        this.properties = properties;
        this.dialect = dialect;
        this.zone = zone;
    }

    /**
     * Ask the engine at this address of a JDBC driver, such as {@code jdbc:duckdb:/data/ml.duckdb}; each assertion connects once.
     *
     * @throws IllegalArgumentException if it does not begin with {@code jdbc:}
     */
    public static Engine at(String jdbcUrl) {
        if (!requireNonNull(jdbcUrl, "The address of an engine must not be null.")
                .startsWith("jdbc:")) {
            throw new IllegalArgumentException(
                    "The address of an engine begins with jdbc:, such as jdbc:postgresql://host/database, but this is %s."
                            .formatted(EngineAddress.printed(jdbcUrl)));
        }
        return new Engine(given -> DriverManager.getConnection(jdbcUrl, given), jdbcUrl, Map.of(), null, null, null);
    }

    /**
     * Ask the engine that the system property {@code mmp.tables.engine} names, or the one at this address where it is not set: a test judges
     * a sample on each commit, and the same tables of the warehouse at night.
     *
     * @throws IllegalArgumentException if one that is used does not begin with {@code jdbc:}
     */
    public static Engine configured(String jdbcUrlByDefault) {
        requireNonNull(jdbcUrlByDefault, "The address of an engine must not be null.");
        String configured = System.getProperty(PROPERTY, "");
        return at(configured.isBlank() ? jdbcUrlByDefault : configured);
    }

    /**
     * Ask the engine that the system property {@code mmp.tables.engine} names, or where it is not set judge these tables here: a test judges a
     * sample on each commit with the local oracle alone, and the tables of the same names in the warehouse at night.
     *
     * @param tablesByDefault by the names that they have in the engine as well, such as {@code ml.training}; they are not written to it
     * @throws IllegalArgumentException if the address that is configured does not begin with {@code jdbc:}
     */
    public static Engine configured(Map<String, Table> tablesByDefault) {
        requireNonNull(tablesByDefault, "The tables of this JVM must not be null.");
        String configured = System.getProperty(PROPERTY, "");
        return configured.isBlank() ? local(tablesByDefault) : at(configured);
    }

    /** Take these tables of this JVM, by their names, which are judged here; properties, a dialect and a zone do not matter to them. */
    public static Engine local(Map<String, Table> tables) {
        Map<String, Table> named =
                new LinkedHashMap<>(requireNonNull(tables, "The tables of this JVM must not be null."));
        named.forEach((name, table) -> requireNonNull(table, () -> "The table '" + name + "' must not be null."));
        return new Engine(
                given -> {
                    throw new EngineException(
                            "The tables of this JVM are not asked in SQL: name an engine that is, with -D%s=jdbc:..."
                                    .formatted(PROPERTY));
                },
                null,
                Map.of(),
                null,
                null,
                Collections.unmodifiableMap(named));
    }

    /** Ask the engine that this connects to; each assertion takes one connection, and closes it. */
    public static Engine of(DataSource dataSource) {
        requireNonNull(dataSource, "The data source of an engine must not be null.");
        return new Engine(given -> dataSource.getConnection(), null, Map.of(), null, null, null);
    }

    /**
     * Return a copy that gives the driver these properties too, such as {@code user} and {@code password}.
     *
     * @throws IllegalStateException if it has a data source, which has properties of its own
     */
    public Engine withProperties(Map<String, String> more) {
        if (tables != null) {
            return this;
        }
        if (url == null) {
            throw new IllegalStateException(
                    "An engine with a data source takes no properties: give them to the data source.");
        }
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.putAll(more);
        return new Engine(source, url, all, dialect, zone, tables);
    }

    /** Return a copy that is asked in this dialect, whatever its driver calls itself. */
    public Engine withDialect(Dialect spoken) {
        return new Engine(source, url, properties, requireNonNull(spoken, "A dialect must not be null."), zone, tables);
    }

    /**
     * Return a copy whose timestamps without a time zone are in this one, which is UTC in Feast; without, such columns are refused.
     *
     * @throws IllegalArgumentException if clocks there are put forward and back: some times of such a zone never were, others were twice
     */
    public Engine withZone(ZoneId meant) {
        if (!requireNonNull(meant, "A time zone must not be null.").getRules().isFixedOffset()) {
            throw new IllegalArgumentException(
                    "Timestamps without a time zone cannot be taken for those of %s, where clocks skip some times and show others twice: give a query that converts them, or a zone of one offset, such as UTC."
                            .formatted(meant));
        }
        return new Engine(source, url, properties, dialect, meant, tables);
    }

    /**
     * Return a table or a view of the engine, written as in its SQL, such as {@code ml.training}.
     *
     * @throws IllegalArgumentException if it is no name
     * @throws EngineException if it is not among the tables of this JVM
     */
    public EngineTable table(String name) {
        return EngineTable.named(this, name);
    }

    /**
     * Return what a query gives, such as one that renames columns or converts their types.
     *
     * @throws EngineException if the tables are of this JVM, which takes no SQL
     */
    public EngineTable query(String sql) {
        return EngineTable.ofQuery(this, sql);
    }

    Connection connect() throws SQLException {
        Properties given = new Properties();
        given.putAll(properties);
        return source.connect(given);
    }

    Optional<Map<String, Table>> tables() {
        return Optional.ofNullable(tables);
    }

    Optional<String> url() {
        return Optional.ofNullable(url);
    }

    Optional<Dialect> dialect() {
        return Optional.ofNullable(dialect);
    }

    Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    /** Return its address without what may be secret. */
    @Override
    public String toString() {
        if (tables != null) {
            return "tables of this JVM";
        }
        return url == null ? "engine of a data source" : "engine at " + EngineAddress.printed(url);
    }
}
