package io.mmp.test.feast.parity;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.parity.Drivers.ROWS;
import static io.mmp.test.feast.parity.Drivers.SOURCE;
import static io.mmp.test.feast.parity.Drivers.assertFails;
import static io.mmp.test.feast.parity.Drivers.assertRefused;
import static io.mmp.test.feast.parity.Drivers.at;

import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableAssertTests {

    private static final String[] KEYS = {"driver_id", "event_timestamp", "created"};

    @Test
    void rows_in_another_order_agree() {
        assertThat(ROWS.rows(5, 3, 1, 0, 2, 4)).agreesWith(ROWS, KEYS);
    }

    @Test
    void all_faults_are_counted_and_the_first_shown() {
        Table expected = rates(1L, 0.1, 2L, 0.25, 3L, null, 4L, 0.5);
        Table actual = rates(5L, 0.7, 4L, 0.51, 3L, 0.0, 1L, (double) 0.1f);
        assertFails(() -> assertThat(actual).agreesWith(expected, "id"), """

                Expecting a table of 4 rows to agree with one of 4 rows, but 5 of 8 values are wrong \
                (missing row: 1, extra row: 1, float32 rounding: 1, null to default: 1, value: 1):
                  id=5: extra row
                  id=2: missing row
                  id=1: rate is DOUBLE 0.10000000149011612, right is DOUBLE 0.1 (float32 rounding)
                  id=3: rate is DOUBLE 0.0, right is null (null to default)
                  id=4: rate is DOUBLE 0.51, right is DOUBLE 0.5 (value)
                Smallest counterexample:
                  row      id=4
                  feature  rate
                  found    DOUBLE 0.51
                  right    DOUBLE 0.5
                  cause    value
                By feature:
                  (rows)  2 of 5 wrong  missing row: 1, extra row: 1
                  rate    3 of 3 wrong  float32 rounding: 1, null to default: 1, value: 1""");
    }

    @Test
    void more_than_ten_faults_are_counted_and_not_shown() {
        TableBuilder right = Table.builder().column("id", ValueType.INT64).column("f", ValueType.STRING);
        TableBuilder wrong = Table.builder().column("id", ValueType.INT64).column("f", ValueType.STRING);
        for (long id = 0; id < 25; id++) {
            right.row(id, "right");
            wrong.row(id, "100 %s");
        }
        assertFails(() -> assertThat(wrong.build()).agreesWith(right.build(), "id"), """

                Expecting a table of 25 rows to agree with one of 25 rows, but 25 of 50 values are wrong (value: 25):
                """ + lines(10) + """
                  ... and 15 more
                Smallest counterexample:
                  row      id=0
                  feature  f
                  found    STRING "100 %s"
                  right    STRING "right"
                  cause    value
                By feature:
                  (rows)  0 of 25 wrong
                  f       25 of 25 wrong  value: 25""");
    }

    private static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int id = 0; id < count; id++) {
            lines.append("  id=%s: f is STRING \"100 %%s\", right is STRING \"right\" (value)\n".formatted(id));
        }
        return lines.toString();
    }

    @Test
    void bytes_are_shown_in_hexadecimal_digits_and_only_the_first() {
        Table expected = photos(new byte[] {1, (byte) 0xff});
        assertFails(() -> assertThat(photos(new byte[33])).agreesWith(expected, "id"), """

                Expecting a table of 1 row to agree with one of 1 row, but 1 of 2 values is wrong (value: 1):
                  id=1: photo is BYTES 0x%s... (33 bytes, hash 3d1fc41f), right is BYTES 0x01ff (value)
                By feature:
                  (rows)  0 of 1 wrong
                  photo   1 of 1 wrong  value: 1""".formatted("00".repeat(32)));
    }

    private static Table photos(byte[] photo) {
        return Table.builder()
                .column("id", ValueType.INT64)
                .column("photo", ValueType.BYTES)
                .row(1L, photo)
                .build();
    }

    @Test
    void tolerances_are_for_one_feature_and_no_wider_than_they_say() {
        Table expected = rates(1L, 0.1, 2L, 100.0);
        assertThat(rates(1L, Math.nextUp(0.1), 2L, 100.0))
                .using(ParityRules.strict().withTolerance("rate", Tolerance.ulps(1)))
                .agreesWith(expected, "id");
        assertThat(rates(1L, 0.11, 2L, 99.99))
                .using(ParityRules.strict().withTolerance("rate", Tolerance.absolute(0.010001)))
                .agreesWith(expected, "id");
        ParityRules onePercent = ParityRules.strict().withTolerance("rate", Tolerance.relative(0.01));
        assertThat(rates(1L, 0.1, 2L, 101.0)).using(onePercent).agreesWith(expected, "id");
        assertFails(
                () -> assertThat(rates(1L, 0.1, 2L, 101.01)).using(onePercent).agreesWith(expected, "id"), """

                Expecting a table of 2 rows to agree with one of 2 rows, but 1 of 4 values is wrong (value: 1):
                  id=2: rate is DOUBLE 101.01, right is DOUBLE 100.0 (value)
                By feature:
                  (rows)  0 of 2 wrong
                  rate    1 of 2 wrong  value: 1""");
    }

    @Test
    void a_column_of_another_type_is_wrong_unless_types_are_ignored() {
        Table ints = Table.builder()
                .column("id", ValueType.INT64)
                .column("rate", ValueType.INT64)
                .row(1L, 5L)
                .row(2L, null)
                .build();
        Table doubles = rates(1L, 5.0, 2L, null);
        assertThat(doubles).using(ParityRules.strict().ignoringTypes()).agreesWith(ints, "id");
        assertFails(() -> assertThat(doubles).agreesWith(ints, "id"), """

                Expecting a table of 2 rows to agree with one of 2 rows, but 1 of 4 values is wrong (int widened to double: 1):
                  id=1: rate is DOUBLE 5.0, right is INT64 5 (int widened to double)
                By feature:
                  (rows)  0 of 2 wrong
                  rate    1 of 2 wrong  int widened to double: 1""");
    }

    @Test
    void wrong_values_are_looked_up_in_the_history() {
        Table asked = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("conv_rate", ValueType.DOUBLE)
                .row(1L, at("10:15:00Z"), 0.3)
                .row(2L, at("10:15:00Z"), null)
                .build();
        Table answered = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("conv_rate", ValueType.DOUBLE)
                .row(1L, at("10:15:00Z"), 0.5)
                .row(2L, at("10:15:00Z"), 0.6)
                .build();
        assertFails(
                () -> assertThat(answered)
                        .using(ParityRules.strict().withHistory(SOURCE))
                        .agreesWith(asked, "driver_id", "event_timestamp"),
                """

                Expecting a table of 2 rows to agree with one of 2 rows, but 2 of 4 values are wrong (expired value: 1, future value: 1):
                  driver_id=1, event_timestamp=2026-01-01T10:15:00Z: conv_rate is DOUBLE 0.5, right is DOUBLE 0.3 (future value)
                  driver_id=2, event_timestamp=2026-01-01T10:15:00Z: conv_rate is DOUBLE 0.6, right is null (expired value)
                Smallest counterexample:
                  row      driver_id=2, event_timestamp=2026-01-01T10:15:00Z
                  feature  conv_rate
                  found    DOUBLE 0.6
                  right    null
                  cause    expired value
                By feature:
                  (rows)     0 of 2 wrong
                  conv_rate  2 of 2 wrong  expired value: 1, future value: 1""");
    }

    @Test
    void tables_that_cannot_be_compared_are_refused() {
        Table rates = rates(1L, 0.1, 2L, 0.2);
        assertRefused(
                () -> assertThat(rates).agreesWith(rates, "driver"),
                "There is no column 'driver'; the table has [id, rate].");
        assertRefused(
                () -> assertThat(rates.select(List.of("id"))).agreesWith(rates, "id"),
                "There is no column 'rate'; the table has [id].");
        Table text = Table.builder()
                .column("id", ValueType.STRING)
                .column("rate", ValueType.DOUBLE)
                .row("1", 0.1)
                .build();
        assertRefused(
                () -> assertThat(text).agreesWith(rates, "id"),
                "Key 'id' is INT64 in the expected table, but STRING in the actual one.");
        assertRefused(
                () -> assertThat(rates).agreesWith(rates.rows(0, 1, 1), "id"),
                "Key id=2 stands in two rows of the expected table: add a column to the keys [id].");
        assertRefused(
                () -> assertThat(rates.rows(0, 1, 0)).agreesWith(rates, "id"),
                "Key id=1 stands in two rows of the actual table: add a column to the keys [id].");
        assertRefused(
                () -> assertThat(rates).agreesWith(rates.rows(), "id"),
                "There is nothing to compare: the expected table has no rows.");
        assertRefused(
                () -> assertThat(rates).agreesWith(rates(3L, 0.1, 4L, 0.2), "id"),
                "The tables have no key in common: id=3 is only in the expected one, id=1 only in the actual one.");
        assertRefused(
                () -> assertThat(rates)
                        .using(ParityRules.strict().withTolerance("rates", Tolerance.ulps(1)))
                        .agreesWith(rates, "id"),
                "There is a tolerance for 'rates', but the features are [rate].");
    }

    private static Table rates(@Nullable Object... cells) {
        TableBuilder table = Table.builder().column("id", ValueType.INT64).column("rate", ValueType.DOUBLE);
        for (int i = 0; i < cells.length; i += 2) {
            table.row(cells[i], cells[i + 1]);
        }
        return table.build();
    }
}
