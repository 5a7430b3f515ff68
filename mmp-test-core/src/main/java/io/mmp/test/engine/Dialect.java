package io.mmp.test.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The SQL that an engine speaks. It is found by the name of the engine's product, or given with {@link Engine#withDialect}.
 *
 * @since 0.1.0
 */
public enum Dialect {
    /** DuckDB 1.1 and later: proved by the local oracle's generated cases. */
    DUCKDB("duckdb"),
    /** PostgreSQL 14 and later: proved by the local oracle's generated cases. */
    POSTGRESQL("postgresql"),
    /** Spark 3.4 and later, through its Thrift server: proved by the local oracle's generated cases. */
    SPARK("spark");

    private final String product;

    Dialect(String product) {
        this.product = product;
    }

    DialectSql sql() {
        return switch (this) {
            case DUCKDB -> new DuckDbSql();
            case POSTGRESQL -> new PostgresSql();
            case SPARK -> new SparkSql();
        };
    }

    /** Return the dialect of a product, by the name that its driver gives. */
    static Optional<Dialect> of(String productName) {
        String name = productName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(dialect -> name.contains(dialect.product))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }
}
