package io.mmp.test.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** PostgreSQL. */
final class PostgresSql implements DialectSql {

    @Override
    public String textType() {
        return "text";
    }

    @Override
    public String text(String expression) {
        return "CAST(%s AS text) COLLATE \"C\"".formatted(expression);
    }

    @Override
    public String texts(String expression) {
        return "CAST(%s AS text[]) COLLATE \"C\"".formatted(expression);
    }

    @Override
    public String integers(String expression) {
        return "CAST(%s AS bigint[])".formatted(expression);
    }

    @Override
    public boolean isInNanos(EngineColumn column) {
        return false;
    }

    /** The epoch is numeric, and exact, since PostgreSQL 14; that of infinity is refused as it is cast. */
    @Override
    public String micros(String expression, EngineColumn column) {
        String timestamp = column.sqlType().equals("date") ? "CAST(%s AS timestamp)".formatted(expression) : expression;
        return "CAST(extract(epoch FROM %s) * 1000000 AS bigint)".formatted(timestamp);
    }

    @Override
    public String nanos(String expression, EngineColumn column) {
        return "CAST(%s * 1000 AS bigint)".formatted(micros(expression, column));
    }

    /** What is too great or too small for a float is refused by PostgreSQL, not rounded: see IEEE 754 for the bounds. */
    @Override
    public String single(String expression) {
        return "CASE WHEN abs(%1$s) BETWEEN 7.006492321624087e-46 AND 3.4028235677973362e38 OR %1$s IN (0, 'NaN', 'Infinity', '-Infinity') THEN CAST(CAST(%1$s AS real) AS text) WHEN abs(%1$s) < 1 THEN CASE WHEN %1$s < 0 THEN '-0' ELSE '0' END ELSE CAST(%1$s AS text) END"
                .formatted(expression);
    }

    @Override
    public String isNaN(String expression) {
        return "(%s = 'NaN')".formatted(expression);
    }

    @Override
    public String isMatch(String expression, String pattern) {
        return "%s ~ %s".formatted(text(expression), literal("^(?:%s)$".formatted(pattern)));
    }

    @Override
    public String pair(String first, String second) {
        return "CAST(%s AS numeric) * 18446744073709551616 + %s".formatted(first, second);
    }

    @Override
    public String bucket(List<String> forms, int buckets) {
        return "abs(hashtextextended(CAST(ROW(%s) AS text), 0) %% %s)".formatted(String.join(", ", forms), buckets);
    }

    @Override
    public Optional<String> refusal(EngineColumn column) {
        return column.sqlType().equals("bpchar")
                ? Optional.of("char(n) is padded with spaces, which PostgreSQL does not always count")
                : DialectSql.super.refusal(column);
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @Override
    public String oldest() {
        return "PostgreSQL 14 or later";
    }

    @Override
    public void requireVersion(String product, int major, int minor) {
        if (major < 14) {
            throw new EngineException(
                    "%s is too old: its extract(epoch) rounds. %s is needed.".formatted(product, oldest()));
        }
    }
}
