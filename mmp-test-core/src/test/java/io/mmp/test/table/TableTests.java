package io.mmp.test.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.000001Z");

    record DriverStats(
            long driverId, Instant eventTimestamp, @Nullable Double convRate, List<String> tags, Set<Long> zones) {}

    // Users have bytes in arrays; these records are never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record AllTypes(
            int int32,
            Long int64,
            float float32,
            double float64,
            boolean bool,
            String text,
            byte[] bytes,
            BigDecimal decimal,
            UUID uuid,
            ZonedDateTime zoned,
            Map<String, Object> map,
            List<byte[]> byteLists,
            Set<Integer> ints) {}

    enum Colour {
        RED
    }

    @SuppressWarnings("ArrayRecordComponent")
    record MoreTypes(
            short small,
            byte smallest,
            char letter,
            Colour colour,
            LocalDate day,
            LocalTime time,
            OffsetDateTime offset,
            BigInteger big,
            float[] embedding,
            String[] words,
            List<Colour> colours,
            List<List<Long>> nested,
            List<? extends Map<String, Object>> maps,
            Map<Integer, String> scalars) {}

    record Unknown(Thread worker) {}

    @Test
    void records_become_rows_and_their_components_columns_in_snake_case() {
        Table table = Table.ofRecords(
                DriverStats.class,
                List.of(
                        new DriverStats(1001, NOON, 0.5, List.of("a"), Set.of(7L)),
                        new DriverStats(1002, NOON, null, List.of(), Set.of())));
        assertThat(table.columnNames()).containsExactly("driver_id", "event_timestamp", "conv_rate", "tags", "zones");
        assertThat(table.column("driver_id").type()).isEqualTo(ValueType.INT64);
        assertThat(table.column("tags").type()).isEqualTo(ValueType.STRING_LIST);
        assertThat(table.column("zones").type()).isEqualTo(ValueType.INT64_SET);
        assertThat(table.rowCount()).isEqualTo(2);
        assertThat(table.row(0))
                .containsExactly(
                        entry("driver_id", 1001L),
                        entry("event_timestamp", NOON),
                        entry("conv_rate", 0.5),
                        entry("tags", List.of("a")),
                        entry("zones", Set.of(7L)));
        assertThat(table.row(1)).containsEntry("conv_rate", null);
    }

    @Test
    void a_cell_of_any_type_is_read_back_as_it_was_written() {
        ZonedDateTime zoned = ZonedDateTime.parse("2026-01-01T12:00:00+05:30[Asia/Kolkata]");
        UUID uuid = UUID.fromString("00000000-0000-0000-0000-000000000001");
        Table table = Table.ofRecords(
                AllTypes.class,
                List.of(new AllTypes(
                        -1,
                        Long.MIN_VALUE,
                        0.1f,
                        Double.NaN,
                        true,
                        "",
                        new byte[] {1, 2},
                        new BigDecimal("1.50"),
                        uuid,
                        zoned,
                        Map.of("a", 1L),
                        List.of(new byte[] {3}),
                        Set.of(1, 2))));
        assertThat(table.row(0).values())
                .containsExactly(
                        -1,
                        Long.MIN_VALUE,
                        0.1f,
                        Double.NaN,
                        true,
                        "",
                        ByteBuffer.wrap(new byte[] {1, 2}),
                        new BigDecimal("1.5"),
                        uuid,
                        zoned,
                        Map.of("a", 1L),
                        List.of(ByteBuffer.wrap(new byte[] {3})),
                        Set.of(1, 2));
    }

    @Test
    void components_of_other_types_become_the_nearest_that_changes_nothing() {
        Table table = Table.ofRecords(
                MoreTypes.class,
                List.of(new MoreTypes(
                        (short) 1,
                        (byte) -1,
                        'a',
                        Colour.RED,
                        LocalDate.of(2026, 1, 1),
                        LocalTime.of(10, 0),
                        OffsetDateTime.parse("2026-01-01T01:00:00.000000001+01:00"),
                        BigInteger.ONE.shiftLeft(64),
                        new float[] {0.1f, Float.NaN},
                        new String[] {"a", null},
                        List.of(Colour.RED),
                        List.of(List.of(1L), List.of()),
                        List.of(Map.of("a", 1)),
                        Map.of(1, "x"))));
        assertThat(table.row(0).values())
                .containsExactly(
                        1,
                        -1,
                        "a",
                        "RED",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        "10:00:00",
                        Instant.parse("2026-01-01T00:00:00.000000001Z"),
                        new BigDecimal("18446744073709551616"),
                        List.of(0.1f, Float.NaN),
                        Arrays.asList("a", null),
                        List.of("RED"),
                        List.of(List.of(1L), List.of()),
                        List.of(Map.of("a", 1)),
                        Map.of(1, "x"));
        assertThat(table.columnNames())
                .extracting(name -> table.column(name).type())
                .containsExactly(
                        ValueType.INT32,
                        ValueType.INT32,
                        ValueType.STRING,
                        ValueType.STRING,
                        ValueType.UNIX_TIMESTAMP,
                        ValueType.STRING,
                        ValueType.UNIX_TIMESTAMP,
                        ValueType.DECIMAL,
                        ValueType.FLOAT_LIST,
                        ValueType.STRING_LIST,
                        ValueType.STRING_LIST,
                        ValueType.VALUE_LIST,
                        ValueType.MAP_LIST,
                        ValueType.SCALAR_MAP);
    }

    @Test
    void a_double_becomes_a_float_only_if_it_is_one() {
        Table table = Table.builder()
                .column("f", ValueType.FLOAT)
                .row(0.1)
                .row((double) 0.1f)
                .row(Double.NaN)
                .row(Double.NEGATIVE_INFINITY)
                .build();
        assertThat(table.column("f").get(0)).isEqualTo(0.1f);
        assertThat(table.column("f").get(1)).isEqualTo(0.1f);
        assertThat(table.column("f").get(2)).isEqualTo(Float.NaN);
        assertThat(table.column("f").get(3)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertRefused(
                () -> Table.builder().column("f", ValueType.FLOAT).row(1e300),
                "Row 0: column 'f' takes FLOAT, which would make Infinity of 1.0E300.");
        assertRefused(
                () -> Table.builder().column("f", ValueType.FLOAT).row(16777217.0),
                "Row 0: column 'f' takes FLOAT, which would make 1.6777216E7 of 1.6777217E7.");
    }

    @Test
    void nulls_are_kept_apart_from_nan_zero_and_the_empty_text() {
        Table table = Table.builder()
                .column("d", ValueType.DOUBLE)
                .column("i", ValueType.INT64)
                .column("s", ValueType.STRING)
                .row(null, null, null)
                .row(Double.NaN, 0L, "")
                .build();
        for (String name : table.columnNames()) {
            Column column = table.column(name);
            assertThat(column.isSame(0, column, 0)).as(name).isTrue();
            assertThat(column.isSame(1, column, 1)).as(name).isTrue();
            assertThat(column.isSame(0, column, 1)).as(name).isFalse();
            assertThat(column.isSame(1, column, 0)).as(name).isFalse();
        }
    }

    @Test
    void numbers_are_the_same_whatever_their_width_and_only_if_nothing_is_lost() {
        Table table = Table.builder()
                .column("int64", ValueType.INT64)
                .column("int32", ValueType.INT32)
                .column("float64", ValueType.DOUBLE)
                .column("float32", ValueType.FLOAT)
                .row(5L, 5, 5.0, 5f)
                .row((1L << 53) + 1, 0, (double) (1L << 53), (float) (1L << 53))
                .row(0L, 0, (double) 0.1f, 0.1f)
                .build();
        for (String one : table.columnNames()) {
            for (String other : table.columnNames()) {
                assertThat(table.column(one).isSame(0, table.column(other), 0))
                        .as(one + " and " + other)
                        .isTrue();
                assertThat(table.column(one).hash(0))
                        .isEqualTo(table.column(other).hash(0));
            }
        }
        assertThat(table.column("int64").isSame(1, table.column("float64"), 1)).isFalse();
        assertThat(table.column("float64").isSame(1, table.column("int64"), 1)).isFalse();
        assertThat(table.column("float32").isSame(2, table.column("float64"), 2))
                .isTrue();
        assertThat(table.column("float32").isSame(2, table.column("int64"), 2)).isFalse();
    }

    @Test
    void a_set_that_a_store_returned_as_a_list_is_the_same_in_any_order() {
        Table sets = Table.builder()
                .column("v", ValueType.INT64_SET)
                .row(Set.of(1L, 2L))
                .build();
        Table lists = Table.builder()
                .column("v", ValueType.INT64_LIST)
                .row(List.of(2L, 1L))
                .row(List.of(1L, 2L))
                .build();
        assertThat(sets.column("v").isSame(0, lists.column("v"), 0)).isTrue();
        assertThat(lists.column("v").isSame(0, lists.column("v"), 1)).isFalse();
    }

    @Test
    void rows_can_be_picked_repeated_and_left_out() {
        Table table = Table.builder()
                .column("s", ValueType.STRING)
                .column("i", ValueType.INT32)
                .row("a", 1)
                .row("b", null)
                .build();
        Table picked = table.rows(1, 0, 1, -1).select(List.of("i", "s"));
        assertThat(picked.columnNames()).containsExactly("i", "s");
        assertThat(picked.column("s").get(0)).isEqualTo("b");
        assertThat(picked.column("i").get(1)).isEqualTo(1);
        assertThat(picked.column("i").isNull(2)).isTrue();
        assertThat(picked.column("s").isNull(3)).isTrue();
    }

    @Test
    void a_table_of_the_wrong_shape_is_refused() {
        TableBuilder builder = Table.builder().column("id", ValueType.INT64).column("t", ValueType.UNIX_TIMESTAMP);
        assertRefused(() -> builder.column("id", ValueType.INT64), "There are two columns 'id'.");
        assertRefused(() -> builder.row(1L), "Row 0 has 1 cells, but the columns are [id, t].");
        assertRefused(() -> builder.row("1", NOON), "Row 0: column 'id' takes INT64, not the String 1.");
        assertRefused(
                () -> Table.builder().column("i", ValueType.INT32).row(1L << 40),
                "Row 0: column 'i' takes INT32, not the Long 1099511627776.");
        assertRefused(
                () -> Table.builder()
                        .column("t", ValueType.UNIX_TIMESTAMP)
                        .row(Instant.parse("9999-12-31T00:00:00.000000001Z")),
                "Row 0: column 't' takes timestamps in whole microseconds before 1824 and after 2116, not 9999-12-31T00:00:00.000000001Z; truncate it first.");
        assertRefused(
                () -> Table.builder().column("t", ValueType.UNIX_TIMESTAMP).row(Instant.MAX),
                "Row 0: column 't' takes timestamps of the years -147,000 to 147,000, not +1000000000-12-31T23:59:59.999999999Z.");
        assertRefused(
                () -> Table.builder().column("l", ValueType.INT64_LIST).row(List.of("x")),
                "Row 0: column 'l' takes INT64, not the String x.");
        Table table = Table.builder().column("id", ValueType.INT64).row(1L).build();
        assertRefused(() -> table.column("nope"), "There is no column 'nope'; the table has [id].");
        assertRefused(() -> table.with("id", table.column("id")), "There already is a column 'id' in [id].");
        assertRefused(
                () -> table.with("more", table.rows(0, 0).column("id")),
                "Column 'more' has 2 rows, but the table has 1.");
        assertRefused(
                () -> Table.ofRecords(Unknown.class, List.of()),
                "Component 'worker' of record Unknown is of type java.lang.Thread, for which there is no value type.");
    }

    static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(TableException.class).isThrownBy(call).withMessage(message);
    }
}
