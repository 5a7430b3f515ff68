package io.mmp.test.engine;

import io.mmp.test.Internal;
import io.mmp.test.table.JdbcRows;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an engine, on which the questions of one assertion see one state of the tables where the engine has that.
 *
 * @since 0.1.0
 */
@Internal
public final class EngineSession implements AutoCloseable {

    private final Engine engine;
    private final Connection connection;
    private final DialectSql sql;
    private final String product;

    private EngineSession(Engine engine, Connection connection, DialectSql sql, String product) {
        this.engine = engine;
        this.connection = connection;
        this.sql = sql;
        this.product = product;
    }

    /**
     * Connect to an engine.
     *
     * @throws EngineException if its driver is missing, it does not answer, nobody knows its dialect, or it is too old
     */
    public static EngineSession open(Engine engine) {
        Connection connection;
        try {
            connection = engine.connect();
        } catch (SQLException e) {
            throw EngineFailure.ofConnecting(engine, e);
        }
        try {
            DatabaseMetaData metaData = connection.getMetaData();
            String product = "%s %s".formatted(metaData.getDatabaseProductName(), metaData.getDatabaseProductVersion());
            DialectSql sql = engine.dialect()
                    .or(() -> Dialect.of(product, engine.url().orElse("")))
                    .orElseThrow(() -> new EngineException(
                            "The %s is %s, whose dialect is not known, only %s: if it speaks one of these, say so with Engine.withDialect."
                                    .formatted(engine, product, Dialect.names())))
                    .sql();
            sql.requireVersion(product, metaData.getDatabaseMajorVersion(), metaData.getDatabaseMinorVersion());
            EngineSession session = new EngineSession(engine, connection, sql, product);
            sql.begin(connection);
            return session;
        } catch (SQLException e) {
            throw closing(connection, EngineFailure.ofConnecting(engine, e));
        } catch (EngineException e) {
            throw closing(connection, e);
        }
    }

    private static EngineException closing(Connection connection, EngineException failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** Return what writes the SQL of this engine. */
    public SqlWriter writer() {
        return new SqlWriter(sql, zone());
    }

    private ZoneId zone() {
        return engine.zone().orElse(ZoneOffset.UTC);
    }

    /** Return the product and its version, such as {@code PostgreSQL 15.18}. */
    public String product() {
        return product;
    }

    /**
     * Return the columns of a table.
     *
     * @throws EngineException if the engine does not have it, lets nobody read it, two of its columns have one name, or it is of another engine
     */
    public List<EngineColumn> columns(EngineTable table) {
        String query = "SELECT * FROM %s WHERE 1 = 0".formatted(from(table, "t"));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return columns(table, rows(query, rows, engine.zone().orElse(null)));
        } catch (SQLException e) {
            throw EngineFailure.ofReading(table.toString(), product, engine, sql, e);
        }
    }

    private static List<EngineColumn> columns(EngineTable table, JdbcRows rows) {
        List<EngineColumn> columns = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < rows.names().size(); i++) {
            String name = rows.names().get(i);
            if (!names.add(name)) {
                throw new EngineException("There are two columns '%s' in %s.".formatted(name, table));
            }
            columns.add(new EngineColumn(
                    name,
                    rows.sqlTypes().get(i),
                    rows.types().get(i),
                    rows.unread().get(i)));
        }
        return columns;
    }

    /**
     * Return what stands for a table behind FROM, with an alias.
     *
     * @throws EngineException if the table is of another engine
     */
    public String from(EngineTable table, String alias) {
        if (table.engine() != engine) {
            throw new EngineException("%s is in the %s, but asked for in the %s: take both from one Engine."
                    .formatted(table, table.engine(), engine));
        }
        return table.from() + " " + alias;
    }

    /**
     * Fetch the rows of a query, of which there should be few.
     *
     * @param subject what is read, for messages
     * @throws EngineException if it fails
     * @throws TableException if a cell has no value of its type
     */
    public Table read(String query, Object subject) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return named(rows(query, rows, zone()).table(), query);
        } catch (SQLException e) {
            throw EngineFailure.ofReading(subject.toString(), product, engine, sql, e);
        }
    }

    /** Give columns the names that we gave them, which some engines put into capitals. */
    private Table named(Table read, String query) {
        if (read.columnNames().stream().allMatch(name -> sql.label(name, query).equals(name))) {
            return read;
        }
        Table named = Table.builder().build();
        for (String name : read.columnNames()) {
            named = named.with(sql.label(name, query), read.column(name));
        }
        return named;
    }

    private JdbcRows rows(String query, ResultSet rows, @Nullable ZoneId zone) throws SQLException {
        return JdbcRows.of(rows, sql.sqlTypes(connection, query, rows.getMetaData()), zone);
    }

    /** Close the connection; nothing was written. */
    @Override
    public void close() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                // A pool hands it on.
                connection.setAutoCommit(true);
            }
            connection.close();
        } catch (SQLException e) {
            throw new EngineException("The %s could not be left: %s".formatted(engine, e.getMessage()), e);
        }
    }
}
