package io.mmp.test.readiness;

import io.mmp.test.readiness.ServiceContract.Column;
import io.mmp.test.readiness.ServiceContract.Table;
import io.mmp.test.text.Nearest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a running database says of itself.
 *
 * @param failure why it says nothing, as a clause; empty if it does
 * @param versionFailure what the statement for the version did instead, as a predicate; empty if it did not fail, or there is none
 * @param schema where names of tables without a schema are looked for; empty if the database has none
 * @param tables the types of columns by their names, by {@code schema.table}
 */
record DatabaseFacts(
        String failure, String version, String versionFailure, String schema, Map<String, Map<String, String>> tables) {

    private static DatabaseFacts failed(String failure) {
        return new DatabaseFacts(failure, "", "", "", Map.of());
    }

    /** Ask a database, for no longer than a time: some drivers would wait for ever for one that is silent. */
    static DatabaseFacts of(ServiceAddress address, Optional<String> sql, List<Table> asked, Duration longest) {
        String url = address.uri().toString();
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            return failed("there is no JDBC driver for '%s' on the class path of the tests. Add it".formatted(address));
        }
        FutureTask<DatabaseFacts> task = new FutureTask<>(() -> ask(url, sql, asked));
        Thread thread = new Thread(task, "contract of " + address);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return failed(
                    "'%s' gave no answer within %s. Look into its log".formatted(address, DurationText.print(longest)));
        } catch (ExecutionException e) {
            return failed("'%s' cannot be asked (%s). Correct its address, or start it"
                    .formatted(address, ServiceAddress.reason(e.getCause())));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new ReadinessException("Interrupted while %s was asked.".formatted(address), e);
        }
    }

    private static DatabaseFacts ask(String url, Optional<String> sql, List<Table> asked) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            String schema = Objects.requireNonNullElse(
                    connection.getSchema(), Objects.requireNonNullElse(connection.getCatalog(), ""));
            Map<String, Map<String, String>> tables = asked.isEmpty() ? Map.of() : tables(connection);
            String version = "";
            String versionFailure = "";
            if (sql.isPresent()) {
                try {
                    version = version(connection, sql.get());
                } catch (SQLException e) {
                    versionFailure = "fails (%s)".formatted(ServiceAddress.reason(e));
                }
                if (version.isEmpty() && versionFailure.isEmpty()) {
                    versionFailure = "gives nothing";
                }
            }
            return new DatabaseFacts("", version, versionFailure, schema, tables);
        }
    }

    private static String version(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? Objects.requireNonNullElse(rows.getString(1), "") : "";
        }
    }

    private static Map<String, Map<String, String>> tables(Connection connection) throws SQLException {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        try (ResultSet columns = connection.getMetaData().getColumns(connection.getCatalog(), null, "%", "%")) {
            while (columns.next()) {
                @Nullable String schema = columns.getString("TABLE_SCHEM");
                @Nullable String catalog = columns.getString("TABLE_CAT");
                String above = schema == null ? Objects.requireNonNullElse(catalog, "") : schema;
                tables.computeIfAbsent(above + "." + columns.getString("TABLE_NAME"), unused -> new LinkedHashMap<>())
                        .put(columns.getString("COLUMN_NAME"), columns.getString("TYPE_NAME"));
            }
        }
        return tables;
    }

    /** Say what a table has not. */
    void compare(Table table, BiConsumer<Place, String> deviations) {
        String name = table.name().contains(".") ? table.name() : schema + "." + table.name();
        Optional<String> found = find(name, tables);
        if (found.isEmpty()) {
            String above = name.substring(0, name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            List<String> others = tables.keySet().stream()
                    .filter(each -> each.toLowerCase(Locale.ROOT).startsWith(above))
                    .map(each -> each.substring(above.length()))
                    .toList();
            deviations.accept(
                    table.place(),
                    "must have a table '%s', but it has none in schema '%s'. Run its migrations.%s"
                            .formatted(
                                    table.name(),
                                    name.substring(0, name.lastIndexOf('.')),
                                    Nearest.hint(name.substring(above.length()), others)));
            return;
        }
        Map<String, String> columns = Objects.requireNonNull(tables.get(found.get()));
        for (Column column : table.columns()) {
            String asked =
                    "must have a column '%s.%s' of type %s".formatted(table.name(), column.name(), column.type());
            Optional<String> same = find(column.name(), columns);
            if (same.isEmpty()) {
                deviations.accept(
                        column.place(),
                        "%s, but has none of this name. Run its migrations.%s"
                                .formatted(asked, Nearest.hint(column.name(), columns.keySet())));
            } else {
                String type = Objects.requireNonNull(columns.get(same.get()));
                if (!ColumnType.of(type).equals(ColumnType.of(column.type()))) {
                    deviations.accept(
                            column.place(),
                            "%s, but it is of type %s. Run its migrations, or change the contract."
                                    .formatted(asked, ColumnType.of(type).name()));
                }
            }
        }
    }

    /** Find a name as it is, or else whatever its case: databases fold it one way or the other. */
    private static Optional<String> find(String name, Map<String, ?> names) {
        return names.containsKey(name)
                ? Optional.of(name)
                : names.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
    }
}
