package io.mmp.test.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The SQL that an engine speaks. It is found by the engine's address or the name of its product, or given with {@link Engine#withDialect}.
 *
 * <p>{@link #BIGQUERY}, {@link #SNOWFLAKE} and {@link #DATABRICKS} never ran on these services: what they are asked is fixed by golden SQL, written
 * by their references, which tells changes and not mistakes.
 *
 * @since 0.1.0
 */
public enum Dialect {
    /** DuckDB 1.1 and later: proved by the local oracle's generated cases. */
    DUCKDB("duckdb"),
    /** PostgreSQL 14 and later: proved by the local oracle's generated cases. */
    POSTGRESQL("postgresql"),
    /** Spark 3.4 and later, through its Thrift server: proved by the local oracle's generated cases. */
    SPARK("spark"),
    /** Trino 400 and later: proved by the local oracle's generated cases. */
    TRINO("trino"),
    /**
     * BigQuery, in GoogleSQL: golden SQL, and what sqlglot makes of it in DuckDB; it never ran on the service.
     *
     * @since 0.1.0
     */
    BIGQUERY("bigquery"),
    /**
     * Snowflake: golden SQL, and what sqlglot makes of it in DuckDB; it never ran on the service.
     *
     * @since 0.1.0
     */
    SNOWFLAKE("snowflake"),
    /**
     * Databricks: golden SQL, near that of Spark; it never ran on the service.
     *
     * @since 0.1.0
     */
    DATABRICKS("databricks");

    private final String product;

    Dialect(String product) {
        this.product = product;
    }

    DialectSql sql() {
        return switch (this) {
            case DUCKDB -> new DuckDbSql();
            case POSTGRESQL -> new PostgresSql();
            case SPARK -> new SparkSql(false);
            case TRINO -> new TrinoSql();
            case BIGQUERY -> new BigQuerySql();
            case SNOWFLAKE -> new SnowflakeSql();
            case DATABRICKS -> new SparkSql(true);
        };
    }

    /** Return the dialect of a product, by its address, or by the name that its driver gives: that of Databricks says SparkSQL. */
    static Optional<Dialect> of(String productName, String url) {
        if (url.startsWith("jdbc:") && url.replaceFirst("[?;].*", "").contains(DATABRICKS.product)) {
            return Optional.of(DATABRICKS);
        }
        String name = productName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(dialect -> name.contains(dialect.product))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }
}
