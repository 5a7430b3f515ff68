package io.mmp.test.mlflow.embedded.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SortedRangeTests {

    private static final int MANY = 20_000;
    private static final Comparator<Integer> ORDER = Comparator.<Integer>naturalOrder();

    @Test
    void each_range_is_that_of_the_sorted_list() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<Integer> list = shuffled(random.nextInt(1_000), random);
            int from = random.nextInt(list.size() + 1);
            int to = from + random.nextInt(list.size() - from + 1);
            List<Integer> sorted = list.stream().sorted().toList();
            assertThat(SortedRange.of(list, ORDER, from, to)).isEqualTo(sorted.subList(from, to));
            assertThat(SortedRange.of(sorted, ORDER.reversed(), from, to))
                    .isEqualTo(list.stream().sorted(ORDER.reversed()).toList().subList(from, to));
        }
    }

    @Test
    void pages_of_a_long_list_take_no_full_sort_each() {
        List<Integer> list = shuffled(MANY, new Random(7));
        AtomicLong comparisons = new AtomicLong();
        Comparator<Integer> counting = (left, right) -> {
            comparisons.incrementAndGet();
            return ORDER.compare(left, right);
        };
        assertThat(list.stream().sorted(counting)).isSortedAccordingTo(ORDER);
        long full = comparisons.getAndSet(0);
        for (int from : List.of(0, MANY / 4, MANY / 2 - 50, MANY - 100)) {
            comparisons.set(0);
            assertThat(SortedRange.of(list, counting, from, from + 100)).first().isEqualTo(from);
            assertThat(comparisons.get()).as("from %s", from).isLessThan(full / 2);
        }
    }

    @Test
    void what_is_sorted_already_is_looked_at_once() {
        List<Integer> sorted = IntStream.range(0, MANY).boxed().toList();
        AtomicLong comparisons = new AtomicLong();
        SortedRange.of(
                sorted,
                (left, right) -> {
                    comparisons.incrementAndGet();
                    return ORDER.compare(left, right);
                },
                0,
                20);
        assertThat(comparisons.get()).isLessThan(MANY);
    }

    private static List<Integer> shuffled(int size, Random random) {
        List<Integer> list = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(list, random);
        return list;
    }
}
