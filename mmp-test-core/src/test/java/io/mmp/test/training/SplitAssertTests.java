package io.mmp.test.training;

import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitAssertTests {

    private record Order(
            @Nullable String customer,
            String label,
            @Nullable LocalDate date) {}

    private static Split<Integer> sizes(int training, int test) {
        return Split.of("training", rows(0, training)).with("test", rows(training, training + test));
    }

    private static List<Integer> rows(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static List<Order> orders(String label, int count) {
        return Collections.nCopies(count, new Order("ann", label, null));
    }

    private static List<Order> orders(String label, int count, String other, int otherCount) {
        return java.util.stream.Stream.concat(orders(label, count).stream(), orders(other, otherCount).stream())
                .toList();
    }

    private static Order on(int day) {
        return new Order("ann", "ok", LocalDate.of(2026, 1, day));
    }

    @Test
    void an_honest_split_passes() {
        Split<Integer> split = Split.of("training", rows(0, 640))
                .with("validation", rows(640, 800))
                .with("test", rows(800, 1000));

        assertThat(split)
                .hasSizes(640, 160, 200)
                .hasShares(0.64, 0.16, 0.2)
                .hasDisjoint(id -> id)
                .hasNoDuplicates()
                .isOrderedBy(id -> id)
                .isStratifiedBy(id -> id % 5 == 0);
    }

    @Test
    void shares_are_kept_as_near_as_whole_rows_allow() {
        assertThat(sizes(801, 200)).hasShares(0.8, 0.2);
        assertThat(sizes(800, 201)).hasShares(0.8, 0.2);
        assertThat(sizes(29, 71)).hasShares(0.29, 0.71);
        assertThat(sizes(1, 1)).hasShares(0.6, 0.4);
        assertThatThrownBy(() -> assertThat(sizes(801, 199)).as("nightly").hasShares(0.8, 0.2))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        [nightly]\s
                        Expecting the split (training 801, test 199) to have the shares [0.8, 0.2], but:
                          training has 801 rows, which is 0.801; 0.8 would be 800
                          test has 199 rows, which is 0.199; 0.2 would be 200""");
        assertThatThrownBy(() -> assertThat(sizes(8, 2)).hasSizes(7, 3))
                .hasMessage("\nExpecting the split (training 8, test 2) to have the sizes [7, 3]");
        assertThatThrownBy(() -> assertThat(sizes(8, 2)).hasShares(1))
                .hasMessage("\nExpecting the split (training 8, test 2) to have 1 parts");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(sizes(8, 2)).hasShares(0.8, Double.NaN))
                .withMessage("The shares of a split are above 0 and add up to 1, but are [0.8, NaN].");
    }

    @Test
    void a_part_without_rows_or_a_single_part_fails_everything() {
        assertThatThrownBy(() -> assertThat(sizes(8, 0)).hasNoDuplicates())
                .hasMessage("\nExpecting each part of the split (training 8, test 0) to have rows, but test has none");
        assertThatThrownBy(() -> assertThat(Split.of("training", rows(0, 8))).hasDisjoint(id -> id))
                .hasMessage("\nExpecting the split (training 8) to have at least 2 parts: add them by with");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sizes(8, 2).with("test", rows(0, 1)))
                .withMessage("The split has a part 'test' already.");
    }

    @Test
    void a_key_in_two_parts_is_named_once() {
        Split<Order> split = Split.of("training", orders("ok", 3)).with("test", orders("fraud", 2));

        assertThat(split).hasNoDuplicates();
        assertThatThrownBy(() -> assertThat(split).hasDisjoint(Order::customer)).hasMessage("""

                        Expecting the split (training 3, test 2) to have no key in two parts, but:
                          key ann is in training and test""");
        assertThatThrownBy(() -> assertThat(
                                Split.of("training", List.of(on(1))).with("test", List.of(new Order(null, "ok", null))))
                        .hasDisjoint(Order::customer))
                .hasMessage("""

                        Expecting the split (training 1, test 1) to have no key in two parts, but:
                          row 1 of test has no key""");
    }

    @Test
    void a_row_in_two_parts_is_found_in_records_and_arrays() {
        Split<double[]> split = Split.of("training", List.of(new double[] {1, Double.NaN}, new double[] {1, 2}))
                .with("test", List.of(new double[] {1, Double.NaN}, new double[] {2, 1}));

        assertThatThrownBy(() -> assertThat(split).hasNoDuplicates()).hasMessage("""

                        Expecting the split (training 2, test 2) to have no row in two parts, but:
                          row [1.0, NaN] is in training and test""");
        assertThat(split).hasNoDuplicatesBy(row -> row[0] + ":" + row[1] + ":" + System.identityHashCode(row));
        assertThatThrownBy(() -> assertThat(sizes(20, 20)).hasNoDuplicatesBy(id -> id % 20))
                .hasMessageEndingWith("\n  row 9 is in training and test\n  and 10 more");
        assertThatThrownBy(() -> assertThat(
                                Split.of("a", Arrays.asList("x", null)).with("b", List.of("y")))
                        .hasNoDuplicates())
                .hasMessageEndingWith("\n  row 2 of a has no row");
    }

    @Test
    void classes_out_of_proportion_are_named() {
        assertThat(Split.of("training", orders("ok", 64, "fraud", 16)).with("test", orders("ok", 16, "fraud", 4)))
                .isStratifiedBy(Order::label);
        assertThat(Split.of("training", orders("ok", 65, "fraud", 15)).with("test", orders("ok", 15, "fraud", 5)))
                .isStratifiedBy(Order::label);
        assertThatThrownBy(() -> assertThat(Split.of("training", orders("ok", 70, "fraud", 10))
                                .with("test", orders("ok", 10, "fraud", 10)))
                        .isStratifiedBy(Order::label))
                .hasMessage("""

                        Expecting the split (training 80, test 20) to have each class in proportion, but:
                          training has 70 rows of class 'ok', and its share would be 64
                          training has 10 rows of class 'fraud', and its share would be 16
                          test has 10 rows of class 'ok', and its share would be 16
                          test has 10 rows of class 'fraud', and its share would be 4""");
        assertThatThrownBy(() -> assertThat(
                                Split.of("training", orders("ok", 8)).with("test", orders("ok", 2)))
                        .isStratifiedBy(Order::label))
                .hasMessageEndingWith("in proportion, but:\n  all rows have the class [ok]");
    }

    @Test
    void rows_that_are_not_later_are_found() {
        assertThat(Split.of("training", List.of(on(2), on(1))).with("test", List.of(on(3))))
                .isOrderedBy(Order::date);
        assertThatThrownBy(() -> assertThat(
                                Split.of("training", List.of(on(1), on(3))).with("test", List.of(on(3), on(4), on(2))))
                        .isOrderedBy(Order::date))
                .hasMessage("""

                        Expecting the split (training 2, test 3) to be in the order of time, but:
                          2 rows of test not later than 2026-01-03, the last of training; the earliest is at 2026-01-02""");
        assertThatThrownBy(() -> assertThat(Split.of("a", List.of(on(5)))
                                .with("b", List.of(on(6)))
                                .with("c", List.of(on(5), on(7))))
                        .isOrderedBy(Order::date))
                .hasMessageEndingWith(
                        "\n  1 row of c not later than 2026-01-06, the last of b; the earliest is at 2026-01-05");
        assertThatThrownBy(() -> assertThat(Split.of("a", orders("ok", 1)).with("b", List.of(on(6))))
                        .isOrderedBy(Order::date))
                .hasMessageEndingWith("\n  row 1 of a has no time");
    }

    @Test
    void they_are_assertions_as_those_of_assertj() {
        Split<Integer> split = sizes(8, 2);
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(SplitAssert.class, Split.class, split).hasSizes(7, 3).hasSizes(6, 4);

        Assertions.assertThat(softly.assertionErrorsCollected()).hasSize(2);
        Assertions.assertThat(split).hasSizes(8, 2);
        Assertions.assertThat((Object) split).asInstanceOf(SplitAssert.SPLIT).hasSizes(8, 2);
    }
}
