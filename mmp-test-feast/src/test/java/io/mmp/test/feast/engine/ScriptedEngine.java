package io.mmp.test.feast.engine;

import io.mmp.test.engine.Dialect;
import io.mmp.test.engine.Engine;
import io.mmp.test.feast.engine.ScriptedResult.ScriptedColumn;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of an engine that cannot be had here: keeps what it is asked, and answers with cells that are told before.
 *
 * <p>It knows the tables by their columns, and no rows. What a query selects it reads from its text.
 */
final class ScriptedEngine {

    private static final Pattern NAME = Pattern.compile("(?:.* AS )?(?:\\w+\\.)?[\"`]?(\\w+)[\"`]?", Pattern.DOTALL);
    private static final Pattern TABLE = Pattern.compile("FROM (\\S+)");

    private final Dialect dialect;
    private final Map<String, List<ScriptedColumn>> tables = new HashMap<>();
    private final Map<String, ScriptedColumn> types = new HashMap<>();
    private final Map<String, @Nullable Object> cells = new HashMap<>();
    private final List<String> statements = new ArrayList<>();
    private final ScriptedColumn number;
    private String filled = "\0";

    ScriptedEngine(Dialect dialect, ScriptedColumn number) {
        this.dialect = dialect;
        this.number = number;
    }

    Engine engine() {
        DataSource source = proxy(DataSource.class, (method, given) -> connection());
        return Engine.of(source).withDialect(dialect);
    }

    void addTable(String name, List<ScriptedColumn> columns) {
        tables.put(name, columns);
        columns.forEach(column -> types.put(column.name(), column));
    }

    /** Answer with this cell wherever a column has this name, which has the type of another column. */
    void answer(String name, ScriptedColumn type, @Nullable Object cell) {
        types.put(name, type);
        cells.put(name, cell);
    }

    /** Answer with a row where rows are fetched by a query that has this text; by others there are none. */
    void fill(String text) {
        filled = text;
    }

    /** Return what was asked, and ask for nothing of it again. */
    List<String> takeStatements() {
        List<String> taken = List.copyOf(statements);
        statements.clear();
        return taken;
    }

    private interface Answers {
        @Nullable
        Object to(String method, Object[] given) throws SQLFeatureNotSupportedException;
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                ScriptedEngine.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> answers.to(method.getName(), given)));
    }

    private Connection connection() {
        return proxy(Connection.class, (method, given) -> switch (method) {
            case "getMetaData" -> proxy(DatabaseMetaData.class, ScriptedEngine::version);
            case "createStatement" -> proxy(Statement.class, this::statement);
            case "getAutoCommit" -> true;
            default -> null;
        });
    }

    private static Object version(String method, Object[] given) {
        return method.startsWith("getDatabaseProduct") ? "scripted" : 1_000;
    }

    private @Nullable Object statement(String method, Object[] given) throws SQLFeatureNotSupportedException {
        return switch (method) {
            case "close" -> null;
            case "execute" -> {
                statements.add((String) given[0]);
                yield true;
            }
            case "executeQuery" -> {
                statements.add((String) given[0]);
                yield answer((String) given[0]).open();
            }
            default -> throw new SQLFeatureNotSupportedException(method);
        };
    }

    private ScriptedResult answer(String query) {
        Matcher table = TABLE.matcher(query);
        List<ScriptedColumn> columns = table.find() ? tables.getOrDefault(table.group(1), List.of()) : List.of();
        if (query.startsWith("DESCRIBE QUERY ")) {
            return new ScriptedResult(
                    List.of(number.named("name"), number.named("type")),
                    selected(query, columns).stream()
                            .map(column -> List.<@Nullable Object>of(column.name(), column.type()))
                            .toList());
        }
        List<ScriptedColumn> selected = selected(query, columns);
        List<@Nullable Object> row = new ArrayList<>();
        selected.forEach(column -> row.add(cells.getOrDefault(column.name().toLowerCase(Locale.ROOT), 3)));
        boolean isEmpty = query.matches("SELECT \\* FROM \\S+ t WHERE 1 = 0")
                || (query.contains(" AS c0") && !query.contains(filled));
        return new ScriptedResult(
                selected, isEmpty ? List.of() : Collections.nCopies(query.contains(" HAVING ") ? 2 : 1, row));
    }

    private List<ScriptedColumn> selected(String query, List<ScriptedColumn> columns) {
        String list = list(query.substring(query.indexOf("SELECT ") + "SELECT ".length()));
        if (list.equals("*")) {
            int inner = query.indexOf("FROM (SELECT ");
            return inner < 0 ? columns : selected(query.substring(inner + "FROM (".length()), columns);
        }
        List<ScriptedColumn> selected = new ArrayList<>();
        for (String one : parts(list)) {
            Matcher name = NAME.matcher(one);
            String label = name.matches() ? name.group(1) : one;
            boolean isFolded = dialect == Dialect.SNOWFLAKE && !one.endsWith("\"");
            selected.add(types.getOrDefault(label, number).named(isFolded ? label.toUpperCase(Locale.ROOT) : label));
        }
        return selected;
    }

    private static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < list.length(); i++) {
            depth += list.charAt(i) == '(' ? 1 : list.charAt(i) == ')' ? -1 : 0;
            if (depth == 0 && list.startsWith(", ", i)) {
                parts.add(list.substring(from, i));
                from = i + 2;
            }
        }
        parts.add(list.substring(from));
        return parts;
    }

    /** Return the outermost list of what is selected. */
    private static String list(String query) {
        int depth = 0;
        for (int i = 0; i < query.length(); i++) {
            depth += query.charAt(i) == '(' ? 1 : query.charAt(i) == ')' ? -1 : 0;
            if (depth == 0 && query.startsWith(" FROM ", i)) {
                return query.substring(0, i);
            }
        }
        return query;
    }
}
