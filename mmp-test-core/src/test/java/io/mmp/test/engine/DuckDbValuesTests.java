package io.mmp.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Expects that DuckDB finds those values equal that are equal here, no more and no less. */
class DuckDbValuesTests {

    private static final String DUCKDB = """
            SELECT * FROM (VALUES
            (0::BIGINT, 0::BIGINT, 0, 0.0::DOUBLE, 0.0::FLOAT, '1'::VARCHAR, true, TIMESTAMPTZ '2026-01-01 00:00:00.000001+00',
                TIMESTAMP_NS '2026-01-01 00:00:00.000001001', DATE '2026-01-01', 1.50::DECIMAL(18,4), uuid '00000000-0000-0000-0000-00000000000a',
                [1, NULL]::BIGINT[], [1]::INTEGER[], ['0.0', 'nan']::DOUBLE[], ['a', NULL]::VARCHAR[], '\\x01'::BLOB, 2::HUGEINT),
            (1, 9007199254740993, 5, ('-0' || '.0')::DOUBLE, ('-0' || '.0')::FLOAT, 'a', false, TIMESTAMPTZ '2026-01-01 00:00:00+00',
                TIMESTAMP_NS '2026-01-01 00:00:00.000001', DATE '9999-01-01'::VARCHAR::DATE, 5, uuid '00000000-0000-0000-0000-00000000000b',
                [], [], ['-0.0'::DOUBLE], ['A'], '\\x02', 9007199254740993),
            (2, 9007199254740992, 2147483647, 9007199254740992, 16777216, 'A', NULL, TIMESTAMPTZ '9999-01-01 00:00:00+00', NULL, NULL, 0,
                NULL, NULL, [NULL], NULL, [], NULL, 0),
            (3, NULL, NULL, 'NaN', 'NaN', '00000000-0000-0000-0000-00000000000a', NULL, NULL, NULL, NULL, NULL, NULL, [1, 2], [1, 2],
                [0.1], ['a'], NULL, NULL),
            (4, 5, 1, 'Infinity', 'Infinity', ' a', true, TIMESTAMPTZ '1969-12-31 23:59:59.999999+00', NULL, NULL, -1.5, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL),
            (5, 9223372036854775807, 0, 9223372036854775807, 0.1, '', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (6, -9223372036854775808, -5, -9223372036854775808, 3.4028234663852886e38, 'a ', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL),
            (7, -5, 7, 0.1, -5, 'é', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (8, 7, 8, 0.1::FLOAT, 1e-45, 'e\u0301', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (9, 8, 9, 1e300, NULL, '5', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (10, 9, 10, -1e-300, NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (11, 9, 10, 3.4028235677973366e38, NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (12, 9, 10, 7.006492321624085e-46, NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (13, 9, 10, 0.5, NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
            ) t(row, i64, i32, f64, f32, s, b, tz, ns, day, d, u, l64, l32, lf, ls, bytes, huge)
            """;

    @Test
    void duckdb_finds_the_same_values_equal() {
        Engine duckdb = Engine.at("jdbc:duckdb:").withZone(ZoneOffset.UTC);
        assertThat(SameValues.assertSame(duckdb, DUCKDB)).isGreaterThan(5_000);
    }
}
