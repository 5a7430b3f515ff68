package io.mmp.test.training;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Prints lists in messages: the first ten, and how many more there are. */
final class Lines {

    private static final int SHOWN = 10;

    private Lines() {}

    /** Print in one line. */
    static String some(Collection<String> names) {
        return names.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more(names, ", and %s more");
    }

    /** Print one a line. */
    static String of(List<?> offenders) {
        return offenders.stream().limit(SHOWN).map(line -> "  " + line).collect(Collectors.joining("\n"))
                + more(offenders, "\n  and %s more");
    }

    private static String more(Collection<?> all, String text) {
        return all.size() > SHOWN ? text.formatted(all.size() - SHOWN) : "";
    }
}
