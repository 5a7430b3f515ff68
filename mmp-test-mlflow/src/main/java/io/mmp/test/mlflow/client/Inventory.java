package io.mmp.test.mlflow.client;

import static java.util.stream.Collectors.joining;

import io.mmp.test.Internal;
import io.mmp.test.text.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words what a run or a model does have, for the message that says what it lacks.
 *
 * @since 0.1.0
 */
@Internal
public final class Inventory {

    private static final int SHOWN = 10;
    private static final int LONGEST = 100;

    private Inventory() {}

    /** Return text such as {@code 2 params: lr=0.1, seed=7}; of many things the first ten are named. */
    public static String of(String thing, Collection<?> things) {
        if (things.isEmpty()) {
            return "no " + Words.plural(thing);
        }
        return named(thing, things.size(), things);
    }

    private static String named(String thing, int count, Collection<?> things) {
        String rest = things.size() > SHOWN ? ", the first %s: ".formatted(SHOWN) : ": ";
        return Words.count(count, thing)
                + rest
                + things.stream().limit(SHOWN).map(Inventory::shortened).collect(joining(", "));
    }

    /** Return the same of the artifacts of a run or a version, for which no more directories are listed than it takes to name ten. */
    public static String of(ArtifactTree artifacts) {
        List<Artifact> found = new ArrayList<>();
        Deque<Artifact> unread = new ArrayDeque<>(artifacts.list());
        while (!unread.isEmpty() && found.size() <= SHOWN) {
            Artifact next = unread.remove();
            found.add(next);
            if (next.isDirectory() && found.size() <= SHOWN) {
                List<Artifact> below = new ArrayList<>(artifacts.list(next.path()));
                Collections.reverse(below);
                below.forEach(unread::addFirst);
            }
        }
        return found.size() <= SHOWN ? of("artifact", found) : "more than " + named("artifact", SHOWN, found);
    }

    /** Return the same of entries, as {@code key=value}. */
    public static String of(String thing, Map<String, ?> things) {
        List<String> entries = things.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
        return of(thing, entries);
    }

    /** Return the offenders of an assertion, a line each; of many the first ten. */
    public static String lines(List<String> offenders) {
        String more = offenders.size() > SHOWN ? "%n  and %s more".formatted(offenders.size() - SHOWN) : "";
        return offenders.stream().limit(SHOWN).collect(joining(System.lineSeparator() + "  ", "  ", more));
    }

    /** Return text such as {@code [1, 2, 3]}; of many numbers the first ten and how many there are. */
    public static String numbers(Collection<Integer> numbers) {
        return numbers.size() <= SHOWN
                ? numbers.toString()
                : "%s and %s more".formatted(numbers.stream().limit(SHOWN).toList(), numbers.size() - SHOWN);
    }

    /** Return the same of numbers that are not those that were expected, and where they are many also how they differ. */
    public static String numbersBeside(Collection<Integer> found, Collection<Integer> expected) {
        if (found.size() <= SHOWN && expected.size() <= SHOWN) {
            return numbers(found);
        }
        Set<Integer> lacking = new LinkedHashSet<>(expected);
        found.forEach(lacking::remove);
        Set<Integer> others = new LinkedHashSet<>(found);
        expected.forEach(others::remove);
        return "%s: without %s, with %s besides".formatted(numbers(found), numbers(lacking), numbers(others));
    }

    private static String shortened(Object thing) {
        String text = thing.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
