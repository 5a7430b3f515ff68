package io.mmp.test.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CellsTests {

    @Test
    void width_does_not_matter_inside_of_sets_and_structs() {
        assertThat(Cells.same(Set.of(1, 2), Set.of(1L, 2.0))).isTrue();
        assertThat(Cells.same(Set.of(1, 2), List.of(2L, 1L, 1L))).isTrue();
        assertThat(Cells.same(Set.of(1, 2), Set.of(1L))).isFalse();
        assertThat(Cells.same(Set.of(1), Set.of(1L, 2L))).isFalse();
        assertThat(Cells.same(Map.of("a", 1, "b", List.of(2)), Map.of("a", 1.0, "b", List.of(2L))))
                .isTrue();
        assertThat(Cells.same(Map.of("a", 1), Map.of("a", 2))).isFalse();
        assertThat(Cells.same(Map.of("a", 1), Map.of("b", 1))).isFalse();
    }

    @Test
    void a_number_that_is_too_great_for_a_float_is_not_infinity() {
        assertThat(Cells.same(1e40, Float.POSITIVE_INFINITY)).isFalse();
        assertThat(Cells.same(Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY))
                .isTrue();
        assertThat(Cells.same(Double.NaN, Float.NaN)).isTrue();
    }
}
