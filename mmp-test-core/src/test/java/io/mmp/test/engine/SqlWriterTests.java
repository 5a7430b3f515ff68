package io.mmp.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Asks DuckDB what expressions are that a dialect writes, at their bounds. */
class SqlWriterTests {

    private static final Engine ENGINE = Engine.at("jdbc:duckdb:").withZone(ZoneOffset.ofHours(1));
    private static final List<Long> NUMBERS =
            List.of(-Long.MAX_VALUE, -1L << 40, -1L, 0L, 1L, 1L << 32, 1L << 62, Long.MAX_VALUE);

    private final SqlWriter sql = new SqlWriter(Dialect.DUCKDB.sql(), ZoneOffset.ofHours(1));

    private static List<@Nullable Object> ask(String... expressions) {
        try (EngineSession session = EngineSession.open(ENGINE)) {
            List<String> selected = new ArrayList<>();
            for (int i = 0; i < expressions.length; i++) {
                selected.add("%s AS a%s".formatted(expressions[i], i));
            }
            Table answer = session.read("SELECT " + String.join(", ", selected), "it");
            return new ArrayList<>(answer.row(0).values());
        }
    }

    private static EngineColumn column(String sqlType, ValueType type) {
        return new EngineColumn("x", sqlType, type, null);
    }

    @Test
    void pairs_are_ordered_by_their_first_numbers_and_then_by_their_second_ones() {
        List<String> conditions = new ArrayList<>();
        for (long a : NUMBERS) {
            for (long b : NUMBERS) {
                String pair = sql.pair(String.valueOf(a), String.valueOf(b));
                conditions.add("%s = %s".formatted(sql.second(pair, String.valueOf(a)), b));
                for (long c : NUMBERS) {
                    for (long d : List.of(-Long.MAX_VALUE, 0L, Long.MAX_VALUE)) {
                        int order = a == c ? Long.compare(b, d) : Long.compare(a, c);
                        conditions.add("(%s) %s (%s)"
                                .formatted(
                                        pair,
                                        order < 0 ? "<" : order > 0 ? ">" : "=",
                                        sql.pair(String.valueOf(c), String.valueOf(d))));
                    }
                }
            }
        }
        assertThat(ask(String.join(" AND ", conditions))).containsExactly(true);
        assertThat(ask("(%s) < (%s)".formatted(sql.pair("1", "0"), sql.pair("0", "1"))))
                .containsExactly(false);
    }

    @Test
    void numbers_of_time_are_in_units_of_the_finest_column() {
        EngineColumn zoned = column("timestamp with time zone", ValueType.UNIX_TIMESTAMP);
        EngineColumn local = column("timestamp", ValueType.UNIX_TIMESTAMP);
        EngineColumn fine = column("timestamp_ns", ValueType.UNIX_TIMESTAMP);
        EngineColumn day = column("date", ValueType.UNIX_TIMESTAMP);
        assertThat(sql.isInNanos(List.of(zoned, local, day))).isFalse();
        assertThat(sql.isInNanos(List.of(zoned, fine))).isTrue();
        assertThat(ask(
                        sql.micros("TIMESTAMPTZ '1970-01-01 00:00:00.000001+00'", zoned),
                        sql.micros("TIMESTAMP '1970-01-01 01:00:00.000002'", local),
                        sql.micros("DATE '1970-01-02'", day),
                        "CAST(%s AS BIGINT)".formatted(sql.nanos("TIMESTAMPTZ '1970-01-01 00:00:00.000003+00'", zoned)),
                        "CAST(%s AS BIGINT)".formatted(sql.nanos("TIMESTAMP '1970-01-01 01:00:00.000004'", local)),
                        "CAST(%s AS BIGINT)".formatted(sql.nanos("TIMESTAMP_NS '1970-01-01 01:00:00.000000005'", fine)),
                        "CAST(%s AS BIGINT)".formatted(sql.nanos("DATE '1969-12-31'", day))))
                .containsExactly(1L, 2L, 86_400_000_000L, 3_000L, 4_000L, 5L, -86_400_000_000_000L);
        assertThat(SqlWriter.number(Instant.EPOCH.minusNanos(1), false)).isEqualTo("-1");
        assertThat(SqlWriter.number(Instant.EPOCH.plusNanos(1999), false)).isEqualTo("1");
        assertThat(SqlWriter.number(Instant.EPOCH.plusNanos(1999), true)).isEqualTo("1999");
        assertThat(SqlWriter.number(Duration.ofSeconds(1), false)).isEqualTo("1000000");
        assertThat(SqlWriter.number(Duration.ofSeconds(1), true)).isEqualTo("1000000000");
    }

    @Test
    void literals_are_read_back_as_they_were() {
        UUID id = new UUID(1, 2);
        List<Object> values = List.of(
                0.1,
                -0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                0.1f,
                Float.MIN_VALUE,
                new BigDecimal("-99999999999999.9999"),
                "it's a \"b\\c\"\n",
                Long.MIN_VALUE + 1,
                true,
                id);
        assertThat(ask(values.stream().map(sql::literal).toArray(String[]::new)))
                .isEqualTo(values);
        assertThat(ask(sql.real(1e-300), sql.decimal(new BigDecimal("1E+3")))).containsExactly(1e-300, 1000);
    }

    @Test
    void a_whole_text_matches_or_none_of_it() {
        assertThat(ask(
                        sql.isMatch("'ab'", "a|ab"),
                        sql.isMatch("'ab'", "a"),
                        sql.isMatch("'ab'", "b"),
                        sql.isMatch("'a\n'", "a"),
                        sql.isMatch("NULL", "a")))
                .containsExactly(true, false, false, false, null);
    }

    @Test
    void what_is_nan_is_told_of_numbers_of_both_widths() {
        assertThat(ask(
                        sql.isNaN("CAST('NaN' AS DOUBLE)"),
                        sql.isNaN("CAST('NaN' AS FLOAT)"),
                        sql.isNaN("CAST('Infinity' AS DOUBLE)"),
                        sql.isNaN("CAST(NULL AS DOUBLE)")))
                .containsExactly(true, true, false, null);
    }

    @Test
    void null_is_the_same_as_null_alone() {
        EngineColumn number = column("double", ValueType.DOUBLE);
        String none = "CAST(NULL AS DOUBLE)";
        String zero = "CAST('0.0' AS DOUBLE)";
        String negative = "CAST('-0.0' AS DOUBLE)";
        assertThat(ask(
                        sql.isSame("NULL", "NULL"),
                        sql.isSame("NULL", "1"),
                        sql.isSame("1", "1"),
                        sql.isSame(Form.DOUBLE, none, number, none, number),
                        sql.isSame(Form.DOUBLE, none, number, zero, number),
                        sql.isSame(Form.DOUBLE, zero, number, negative, number),
                        sql.isSame(Form.DOUBLE, negative, number, negative, number)))
                .containsExactly(true, false, true, true, false, false, true);
    }

    @Test
    void tuples_are_the_same_where_all_keys_are() {
        String counted =
                "(SELECT COUNT(DISTINCT %s) FROM (VALUES ('a', 'b'), ('a', NULL), (NULL, 'a'), ('ab', ''), ('', 'ab'), ('a', 'b')) t(k0, k1))"
                        .formatted(sql.tuple(List.of("t.k0", "t.k1")));
        assertThat(ask(counted)).containsExactly(5L);
        assertThat(sql.tuple(List.of("t.k0"))).isEqualTo("t.k0");
    }

    @Test
    void buckets_are_many_and_depend_on_all_keys() {
        List<Object> sevens = List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(new HashSet<>(ask(IntStream.range(0, 100)
                        .mapToObj(i -> sql.bucket(List.of(String.valueOf(i), "'a'"), 7))
                        .toArray(String[]::new))))
                .containsExactlyInAnyOrderElementsOf(sevens);
        assertThat(new HashSet<>(ask(IntStream.range(0, 100)
                        .mapToObj(i -> sql.bucket(List.of("0", "'" + i + "'"), 7))
                        .toArray(String[]::new))))
                .containsExactlyInAnyOrderElementsOf(sevens);
        assertThat(ask(sql.bucket(List.of("NULL", "1"), 7))).allMatch(Objects::nonNull);
    }

    @Test
    void times_of_day_and_what_was_not_read_are_refused() {
        assertThat(sql.refusal(column("time", ValueType.STRING))).contains("times of day are not compared");
        assertThat(sql.refusal(column("time with time zone", ValueType.STRING)))
                .contains("times of day are not compared");
        assertThat(sql.refusal(column("timestamp", ValueType.UNIX_TIMESTAMP))).isEmpty();
        assertThat(sql.refusal(new EngineColumn("x", "map", ValueType.NULL, "maps are not read")))
                .contains("maps are not read");
    }
}
