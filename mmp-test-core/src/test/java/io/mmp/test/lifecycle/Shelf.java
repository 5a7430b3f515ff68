package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A right service that holds numbers and gives back the last, with methods that broken ones replace. */
class Shelf implements AutoCloseable {

    /** The numbers that should be there are the state of the model. */
    static final Lifecycle<Shelf, List<Integer>, List<Integer>> LIFECYCLE = Lifecycle.of(List.<Integer>of(), Shelf::all)
            .withRefusals(IllegalStateException.class)
            .withCommand(
                    "put",
                    put -> put.taking(all -> IntStream.range(0, 100).boxed().toList())
                            .running(Shelf::put)
                            .refusedUnless((all, number) -> !all.contains(number))
                            .changing(Shelf::with))
            .withCommand(
                    "take",
                    take -> take.calling(Shelf::take)
                            .refusedUnless(all -> !all.isEmpty())
                            .answering(all -> all.get(all.size() - 1))
                            .changing(all -> all.subList(0, all.size() - 1)))
            .withInvariant("what was put is there", List::equals);

    final List<Integer> numbers = new ArrayList<>();
    private boolean closed;

    static List<Integer> with(List<Integer> all, int number) {
        List<Integer> more = new ArrayList<>(all);
        more.add(number);
        return List.copyOf(more);
    }

    synchronized void put(int number) {
        require(!numbers.contains(number), number + " is there");
        numbers.add(number);
    }

    synchronized int take() {
        require(!numbers.isEmpty(), "nothing is there");
        return numbers.remove(numbers.size() - 1);
    }

    synchronized List<Integer> all() {
        return List.copyOf(numbers);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
