package io.mmp.test.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark SQL, through its Thrift server or as Databricks has it. */
final class SparkSql implements DialectSql {

    private static final Pattern ARRAY = Pattern.compile("array<(.*)>", Pattern.DOTALL);

    private final boolean isDatabricks;

    SparkSql(boolean isDatabricks) {
        this.isDatabricks = isDatabricks;
    }

    @Override
    public String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** A backslash escapes. */
    @Override
    public String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public String textType() {
        return "STRING";
    }

    @Override
    public String floatingType(boolean isSingle) {
        return isSingle ? "FLOAT" : "DOUBLE";
    }

    /** Bytes have no collation. */
    @Override
    public String text(String expression) {
        return "encode(CAST(%s AS STRING), 'UTF-8')".formatted(expression);
    }

    @Override
    public String texts(String expression) {
        return "transform(%s, x -> encode(x, 'UTF-8'))".formatted(expression);
    }

    @Override
    public String integers(String expression) {
        return "CAST(%s AS ARRAY<BIGINT>)".formatted(expression);
    }

    @Override
    public boolean isInNanos(EngineColumn column) {
        return false;
    }

    /** The session is in UTC. */
    @Override
    public String micros(String expression, EngineColumn column) {
        return "unix_micros(CAST(%s AS TIMESTAMP))".formatted(expression);
    }

    @Override
    public String nanos(String expression, EngineColumn column) {
        return "%s * 1000".formatted(micros(expression, column));
    }

    /** What is too great for a float becomes an infinity, which is another value. */
    @Override
    public String single(String expression) {
        return "CASE WHEN abs(%1$s) > 3.4028235677973362E38D AND abs(%1$s) < DOUBLE('Infinity') THEN CAST(%1$s AS STRING) ELSE CAST(CAST(%1$s AS FLOAT) AS STRING) END"
                .formatted(expression);
    }

    @Override
    public String pair(String first, String second) {
        return "named_struct('a', CAST(%s AS BIGINT), 'b', CAST(%s AS BIGINT))".formatted(first, second);
    }

    @Override
    public String second(String pair, String first) {
        return "(%s).b".formatted(pair);
    }

    @Override
    public String bucket(List<String> forms, int buckets) {
        return "pmod(xxhash64(%s), %s)".formatted(String.join(", ", forms), buckets);
    }

    /** Its driver calls timestamps with and without a time zone the same, and all arrays; of others it is not asked again. */
    @Override
    public Optional<List<String>> sqlTypes(Connection connection, String query, ResultSetMetaData metaData)
            throws SQLException {
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String type = metaData.getColumnTypeName(i).toLowerCase(Locale.ROOT);
            if (type.equals("timestamp") || type.startsWith("array")) {
                return Optional.of(described(connection, query));
            }
            types.add(standard(type));
        }
        return Optional.of(types);
    }

    private static List<String> described(Connection connection, String query) throws SQLException {
        List<String> types = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE QUERY " + query)) {
            while (rows.next()) {
                types.add(standard(rows.getString(2)));
            }
        }
        return types;
    }

    private static String standard(String type) {
        Matcher array = ARRAY.matcher(type);
        if (array.matches()) {
            return standard(array.group(1)) + "[]";
        }
        return switch (type) {
            case "timestamp" -> "timestamp with time zone";
            case "timestamp_ntz" -> "timestamp";
            case "string" -> "varchar";
            case "int" -> "integer";
            case "binary" -> "blob";
            default -> type.startsWith("char(") || type.startsWith("varchar(") ? "varchar" : type;
        };
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            // Without, what does not fit becomes null or another number.
            if (isDatabricks) {
                beStrict(statement);
            } else {
                statement.execute("SET spark.sql.ansi.enabled=true");
            }
        }
    }

    /** A warehouse has a parameter of its own, and knows none of Spark's; a cluster takes any name for one of Spark's. */
    private static void beStrict(Statement statement) throws SQLException {
        statement.execute("SET ANSI_MODE=true");
        try {
            statement.execute("SET spark.sql.ansi.enabled=true");
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains("CONFIG_NOT_AVAILABLE")) {
                throw e;
            }
        }
    }

    @Override
    public String rights() {
        return isDatabricks
                ? "Grant the user SELECT on it, USE SCHEMA and USE CATALOG: nothing else is needed."
                : DialectSql.super.rights();
    }

    @Override
    public String oldest() {
        return isDatabricks ? "Databricks Runtime 13.3 or a SQL warehouse" : "Spark 3.4 or later";
    }

    @Override
    public void requireVersion(String product, int major, int minor) {
        // The driver of Databricks gives its own version for that of the engine.
        if (isDatabricks) {
            return;
        }
        if (major < 3 || (major == 3 && minor < 4)) {
            throw new EngineException("%s is too old: %s is needed.".formatted(product, oldest()));
        }
    }
}
