package io.mmp.test.feast.history;

import io.mmp.test.Internal;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Chooses which of many offenders a message shows.
 *
 * @since 0.1.0
 */
@Internal
public final class Offenders {

    /** So many are shown: enough to see a pattern, few enough for a terminal. */
    public static final int SHOWN = 10;

    private Offenders() {}

    /** Return the first offenders of each kind in turn, {@value #SHOWN} at most, in the order in which they stand in the list. */
    public static <T> List<T> shown(List<T> all, Function<T, ?> kind) {
        Map<Object, Deque<Integer>> kinds = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            kinds.computeIfAbsent(kind.apply(all.get(i)), absent -> new ArrayDeque<>())
                    .add(i);
        }
        Collection<Integer> chosen = new TreeSet<>();
        while (chosen.size() < Math.min(SHOWN, all.size())) {
            kinds.values().stream()
                    .filter(rest -> !rest.isEmpty())
                    .limit(SHOWN - chosen.size())
                    .forEach(rest -> chosen.add(rest.remove()));
        }
        return chosen.stream().map(all::get).toList();
    }
}
