package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a failing plan shorter as long as it fails: fewer items, then simpler ones.
 *
 * <p>Delta debugging (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002); at the end, no item and, of a
 * short plan, no two items can be left out.
 *
 * @param <I> the items
 * @param <F> what failed
 */
final class Shrinking<I extends Shrinking.Item<I>, F extends Shrinking.Failing<I>> {

    /** A part of a plan. */
    interface Item<I> {

        /** Return how it can be simpler, the simplest first. */
        List<I> simpler();

        /** Return whether it has the same argument as another. */
        boolean isLike(I other);

        /** Return it with the argument of another. */
        I like(I other);

        /** Return a number that is smaller for what is simpler. */
        int complexity();
    }

    /** What failed, and the plan by which it did. */
    interface Failing<I> {

        List<I> plan();
    }

    private static final int PAIRS_UP_TO = 16;

    private final Function<List<I>, Optional<F>> attempt;
    private F best;

    private Shrinking(Function<List<I>, Optional<F>> attempt, F failing) {
        this.attempt = attempt;
        this.best = failing;
    }

    /**
     * Return the shortest that was found.
     *
     * @param attempt runs a plan, and returns what failed if it fails by the same rule
     */
    static <I extends Item<I>, F extends Failing<I>> F shrink(F failing, Function<List<I>, Optional<F>> attempt) {
        Shrinking<I, F> shrinking = new Shrinking<>(attempt, failing);
        boolean simpler = true;
        while (simpler) {
            simpler = shrinking.chunks();
            simpler |= shrinking.pairs();
            simpler |= shrinking.items();
        }
        return shrinking.best;
    }

    private boolean chunks() {
        boolean shorter = false;
        for (int size = Math.max(1, best.plan().size() / 2); size >= 1; size /= 2) {
            for (int from = 0; from < best.plan().size(); ) {
                if (accept(without(from, Math.min(best.plan().size(), from + size)))) {
                    shorter = true;
                } else {
                    from += size;
                }
            }
        }
        return shorter;
    }

    private boolean pairs() {
        boolean shorter = false;
        for (int i = 0; i < best.plan().size() && best.plan().size() <= PAIRS_UP_TO; i++) {
            for (int j = i + 1; j < best.plan().size(); j++) {
                List<I> fewer = new ArrayList<>(best.plan());
                fewer.remove(j);
                fewer.remove(i);
                if (accept(fewer)) {
                    shorter = true;
                    j = i;
                }
            }
        }
        return shorter;
    }

    /** Simplify one item, or else all with its argument: what is promoted is rolled back to. */
    private boolean items() {
        boolean any = false;
        for (int i = 0; i < best.plan().size(); i++) {
            I item = best.plan().get(i);
            for (I simpler : item.simpler()) {
                List<I> plan = new ArrayList<>(best.plan());
                plan.set(i, simpler);
                if (accept(plan) || (hasTwin(item) && accept(withAll(item, simpler)))) {
                    any = true;
                    break;
                }
            }
        }
        return any;
    }

    private boolean hasTwin(I item) {
        return best.plan().stream().filter(item::isLike).count() > 1;
    }

    private List<I> withAll(I item, I simpler) {
        return best.plan().stream()
                .map(each -> item.isLike(each) ? each.like(simpler) : each)
                .toList();
    }

    private List<I> without(int from, int to) {
        List<I> fewer = new ArrayList<>(best.plan());
        fewer.subList(from, to).clear();
        return fewer;
    }

    private boolean accept(List<I> plan) {
        Optional<F> simpler = attempt.apply(plan).filter(this::isSimpler);
        simpler.ifPresent(failing -> best = failing);
        return simpler.isPresent();
    }

    private boolean isSimpler(F other) {
        int shorter = Integer.compare(other.plan().size(), best.plan().size());
        return shorter < 0 || (shorter == 0 && complexity(other) < complexity(best));
    }

    private int complexity(F failing) {
        return failing.plan().stream().mapToInt(Item::complexity).sum();
    }
}
