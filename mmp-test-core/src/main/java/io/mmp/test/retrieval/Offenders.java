package io.mmp.test.retrieval;

import static java.util.stream.Collectors.joining;

import java.util.Collection;

/** Shows the first ten of what fails an assertion. */
final class Offenders {

    private static final int SHOWN = 10;

    private Offenders() {}

    /** Return one in a line. */
    static String lines(Collection<String> offenders) {
        String shown = offenders.stream().limit(SHOWN).collect(joining("%n  ".formatted(), "  ", ""));
        return offenders.size() <= SHOWN ? shown : "%s%n  ... and %s more".formatted(shown, offenders.size() - SHOWN);
    }

    /** Return all in one list. */
    static String list(Collection<String> ids) {
        return ids.isEmpty()
                ? "nothing"
                : ids.size() <= SHOWN
                        ? ids.toString()
                        : "%s and %s more".formatted(ids.stream().limit(SHOWN).toList(), ids.size() - SHOWN);
    }
}
