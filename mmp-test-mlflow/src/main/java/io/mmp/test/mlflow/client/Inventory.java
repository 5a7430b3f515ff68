package io.mmp.test.mlflow.client;

import static java.util.stream.Collectors.joining;

import io.mmp.test.Internal;
import io.mmp.test.text.Words;
import java.util.Collection;
import java.util.List;
import java.util.Map;

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
        String rest = things.size() > SHOWN ? ", the first %s: ".formatted(SHOWN) : ": ";
        return Words.count(things.size(), thing)
                + rest
                + things.stream().limit(SHOWN).map(Inventory::shortened).collect(joining(", "));
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

    private static String shortened(Object thing) {
        String text = thing.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
