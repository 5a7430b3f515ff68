package io.mmp.test.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DriftInjectionTests {

    private static final Table TABLE = Transactions.of(2_000, 1);

    static Stream<DriftInjection> all() {
        return Stream.of(
                DriftInjection.meanShift(0.5),
                DriftInjection.scale(2),
                DriftInjection.nulls(0.1),
                DriftInjection.swappedCategories("Türkiye", "日本"),
                DriftInjection.unseenCategory("new", 0.1),
                DriftInjection.labelShift("is_fraud", "true", 0.6),
                DriftInjection.rotation("amount", "age", 30),
                DriftInjection.decoupling("age"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_seed_makes_the_same_again_and_leaves_the_table_as_it_was(DriftInjection injection) {
        List<String> before = rows(TABLE);
        List<String> first = rows(injection.apply(TABLE, 1));
        assertThat(rows(injection.apply(TABLE, 1))).isEqualTo(first).isNotEqualTo(before);
        assertThat(rows(TABLE)).isEqualTo(before);
        assertThat(injection.apply(TABLE, 1).columnNames()).containsExactlyElementsOf(TABLE.columnNames());
        assertThat(injection.apply(TABLE.rows(), TABLE, 1).rowCount()).isZero();
    }

    private static List<String> rows(Table table) {
        return IntStream.range(0, table.rowCount())
                .mapToObj(row -> table.row(row).toString())
                .toList();
    }

    @Test
    void a_mean_shift_is_in_standard_deviations_of_the_reference_for_integers_too() {
        Table shifted = DriftInjection.meanShift(0.02)
                .apply(TABLE.rows(IntStream.range(0, 1_000).toArray()), TABLE, 1);
        assertThat(shifted.column("age").type()).isEqualTo(ValueType.INT32);
        double moved = mean(shifted.column("age"), 1_000) - mean(TABLE.column("age"), 1_000);
        // A quarter of a year: rounding each age to the nearest would have moved none.
        assertThat(moved).isCloseTo(0.02 * 12, within(0.06));
        assertThat(shifted.column("amount").isNull(0))
                .isEqualTo(TABLE.column("amount").isNull(0));
    }

    private static double mean(Column column, int rows) {
        return IntStream.range(0, rows)
                .mapToDouble(row -> Cell.number(column, row))
                .average()
                .orElseThrow();
    }

    @Test
    void a_scale_keeps_the_mean() {
        double[] scaled = DriftInjection.scale(3).apply(new double[] {1, 2, 3, Double.NaN, 2}, 1);
        assertThat(scaled).containsExactly(-1, 2, 5, Double.NaN, 2);
    }

    @Test
    void nan_and_infinite_values_stay_and_are_not_measured() {
        double[] values = {-1, 1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        assertThat(DriftInjection.meanShift(1).apply(values, 1))
                .containsExactly(
                        -1 + Math.sqrt(2),
                        1 + Math.sqrt(2),
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY);
    }

    @Test
    void categories_are_swapped_and_others_and_nulls_stay() {
        assertThat(DriftInjection.swappedCategories("a", "ß").apply(Arrays.asList("a", "ß", null, "c"), 1))
                .containsExactly("ß", "a", null, "c");
        assertThat(DriftInjection.unseenCategory("new", 1).apply(Arrays.asList("a", null), 1))
                .containsExactly("new", "new");
        assertThat(DriftInjection.nulls(1).apply(List.of("a", "b"), 1)).containsExactly(null, null);
        assertThat(DriftInjection.nulls(1).apply(new double[] {1}, 1)).containsExactly(Double.NaN);
    }

    @Test
    void a_label_shift_has_the_share_and_keeps_what_goes_with_a_label() {
        Table shifted = DriftInjection.labelShift("is_fraud", "true", 0.8).apply(TABLE, 1);
        long frauds = IntStream.range(0, shifted.rowCount())
                .filter(row -> Boolean.TRUE.equals(shifted.column("is_fraud").get(row)))
                .count();
        assertThat(frauds / 2_000.0).isCloseTo(0.8, within(0.04));
        assertThat(rows(TABLE)).containsAll(rows(shifted));
        assertThatThrownBy(() ->
                        DriftInjection.labelShift("country", "Atlantis", 0.5).apply(TABLE, 1))
                .isInstanceOf(DriftException.class)
                .hasMessage("Column 'country' has Atlantis in 0 of 2000 rows: none to take more of.");
    }

    @Test
    void a_rotation_by_ninety_degrees_exchanges_two_columns_in_their_own_units() {
        Table rotated = DriftInjection.rotation("amount", "age", 90).apply(TABLE, 1);
        Table back = DriftInjection.rotation("amount", "age", -90).apply(rotated, TABLE, 1);
        for (int row = 0; row < 100; row++) {
            if (!TABLE.column("amount").isNull(row)) {
                // Ages are whole numbers, rounded twice.
                assertThat(Cell.number(back.column("age"), row))
                        .isCloseTo(Cell.number(TABLE.column("age"), row), within(2.0));
            }
        }
        assertThatThrownBy(
                        () -> DriftInjection.rotation("amount", "country", 90).apply(TABLE, 1))
                .hasMessage("Column 'country' is of type STRING: a rotation is of two columns of numbers.");
        Table constant = TABLE.with("one", Cell.column(ValueType.DOUBLE, TABLE.rowCount(), row -> 1.0));
        assertThatThrownBy(() -> DriftInjection.rotation("amount", "one", 90).apply(constant, 1))
                .hasMessage("Column 'one' is constant: there is nothing to turn.");
    }

    @Test
    void decoupling_keeps_all_values() {
        Table decoupled = DriftInjection.decoupling("age").apply(TABLE, 1);
        double[] before = Cell.numbers(TABLE.column("age"));
        double[] after = Cell.numbers(decoupled.column("age"));
        assertThat(after).isNotEqualTo(before);
        Arrays.sort(before);
        Arrays.sort(after);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void columns_are_those_that_can_be_changed() {
        assertThat(DriftInjection.meanShift(1).columns(TABLE)).containsExactly("amount", "age");
        assertThat(DriftInjection.unseenCategory("x", 0.1).columns(TABLE)).containsExactly("country");
        assertThat(DriftInjection.nulls(0.1).columns(TABLE)).hasSize(4);
        assertThat(DriftInjection.meanShift(1).on("age")).hasToString("a mean shift of 1 sigma on age");
    }

    @Test
    void what_would_change_nothing_is_refused() {
        assertThatThrownBy(() -> DriftInjection.meanShift(1).apply(new double[] {5, 5, 5}, 1))
                .isInstanceOf(DriftException.class)
                .hasMessage(
                        "A mean shift of 1 sigma changes nothing: no column is of a type for it and not constant. The table has value (DOUBLE).");
        assertThatThrownBy(() -> DriftInjection.meanShift(1).on("country").apply(TABLE, 1))
                .hasMessageStartingWith("A mean shift of 1 sigma cannot be put into column 'country': there is none");
        assertThatThrownBy(() -> DriftInjection.swappedCategories("Türkiye", "Atlantis")
                        .on("is_fraud")
                        .apply(TABLE, 1))
                .hasMessageStartingWith("Türkiye and Atlantis swapped cannot be put into column 'is_fraud'");
        assertThatThrownBy(() -> DriftInjection.nulls(2)).hasMessage("A share is from 0 to 1, but this is 2.0.");
        assertThatThrownBy(() -> DriftInjection.nulls(0.5).on())
                .hasMessage("Name the columns to change, or leave on() out.");
    }

    @Test
    void integers_at_the_end_of_their_range_do_not_turn_over() {
        Table table = Table.builder()
                .column("n", ValueType.INT32)
                .row(Integer.MAX_VALUE)
                .row(Integer.MIN_VALUE)
                .build();
        Table shifted = DriftInjection.meanShift(5).apply(table, 1);
        assertThat(new ArrayList<>(
                        List.of(shifted.column("n").get(0), shifted.column("n").get(1))))
                .containsExactly(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
