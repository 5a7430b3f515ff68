package io.mmp.test.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DataDigestTests {

    private record Row(int id, @Nullable Double amount, String country) {}

    private static final List<Row> ROWS = List.of(new Row(1, 2.5, "NL"), new Row(2, null, "DE"), new Row(3, -0.0, ""));

    @Test
    void the_same_rows_have_the_same_digest() {
        DataDigest data = DataDigest.ofRecords(ROWS);

        assertThat(data).isEqualTo(DataDigest.ofRecords(new ArrayList<>(ROWS)));
        assertThat(data.difference(DataDigest.ofRecords(ROWS))).isEmpty();
        assertThat(data)
                .isEqualTo(DataDigest.ofRows(
                        List.of("id", "amount", "country"),
                        ROWS.stream()
                                .map(row -> Arrays.<Object>asList(row.id(), row.amount(), row.country()))
                                .toList()));
        assertThat(data.rows()).isEqualTo(3);
        assertThat(data.columns()).containsExactly("id", "amount", "country");
        assertThat(data).asString().startsWith("3 rows x 3 columns, sha256 ").hasSize(27 + 64);
    }

    @Test
    void every_row_counts_not_the_first_ten_thousand() {
        double[][] rows = new double[20_001][2];
        DataDigest before = DataDigest.ofMatrix(rows);
        rows[20_000][1] = Double.MIN_VALUE;

        assertThat(before.difference(DataDigest.ofMatrix(rows))).contains("row 20001 differs, in column column 1");
    }

    @Test
    void a_difference_names_row_and_column() {
        DataDigest data = DataDigest.ofRecords(ROWS);
        List<Row> reversed = new ArrayList<>(ROWS);
        Collections.reverse(reversed);

        assertThat(data.difference(DataDigest.ofRecords(ROWS.subList(0, 2))))
                .contains("3 rows here, 2 there, the first 2 the same");
        assertThat(data.difference(DataDigest.ofRecords(List.of(new Row(1, 2.5, "BE")))))
                .contains("3 rows here, 1 there, row 1 differs, in one of the columns id, amount, country");
        assertThat(data.difference(DataDigest.ofRecords(reversed)))
                .contains(
                        "row 1 differs, in one of the columns id, amount, country; the rows are the same in another order");
        assertThat(data.difference(DataDigest.ofRecords(List.of(ROWS.get(0), ROWS.get(1), new Row(3, 0.0, "")))))
                .contains("row 3 differs, in column amount");
        assertThat(data.difference(DataDigest.ofRows(List.of("id"), List.of(List.of(1)))))
                .contains("the columns are [id, amount, country] here, [id] there");
    }

    @Test
    void types_count() {
        List<Object> all = new ArrayList<>(List.of(
                1,
                1L,
                (short) 1,
                (byte) 1,
                1.0,
                1f,
                "1",
                '1',
                true,
                new BigDecimal("1"),
                List.of(1),
                List.of("1"),
                new int[] {1},
                new long[] {1},
                new double[] {1},
                new float[] {1},
                new Object[] {1},
                new byte[] {1},
                Thread.State.NEW,
                "NEW",
                Instant.EPOCH,
                Instant.EPOCH.toString(),
                List.of("a", "b"),
                List.of("a, b"),
                Double.NaN,
                Float.NaN,
                "",
                "null",
                new Row(1, 1.0, "")));
        all.add(null);

        assertThat(all.stream().map(DataDigestTests::of)).doesNotHaveDuplicates();
        assertThat(of(new BigDecimal("1.0"))).isEqualTo(of(new BigDecimal("1")));
        assertThat(of(Double.longBitsToDouble(0x7ff8000000000001L))).isEqualTo(of(Double.NaN));
    }

    private static String of(@Nullable Object value) {
        return DataDigest.ofRows(List.of("a"), List.of(Collections.singletonList(value)))
                .sha256();
    }

    @Test
    void what_has_no_canonical_form_is_refused_with_its_place() {
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() ->
                        DataDigest.ofRows(List.of("a", "b"), List.of(List.of(1, 2), List.of(1, Stream.class))))
                .withMessage(
                        "Column 'b' of row 2 has a java.lang.Class, which has no canonical form; make it a number, a text, a time or a list.");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> DataDigest.ofRows(List.of("a", "b"), List.of(List.of(1))))
                .withMessage("Row 1 has 1 value, and there are 2 columns.");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> DataDigest.ofRows(List.of("a", "a"), List.of()))
                .withMessage("The columns of training data must be one or more different names, but are [a, a].");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> DataDigest.ofRecords(Collections.singletonList(null)))
                .withMessage("Row 1 is null, and the first one a Record.");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> DataDigest.ofRecords(List.of()))
                .withMessage("There are no records: without one their columns are not known.");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> DataDigest.ofMatrix(new double[][] {{1, 2}, {1}}))
                .withMessage("Row 2 has 1 value, and there are 2 columns.");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> DataDigest.ofMatrix(new float[0][]))
                .withMessage("There are no rows: without one the number of columns is not known.");
    }
}
