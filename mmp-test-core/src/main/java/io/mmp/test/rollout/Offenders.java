package io.mmp.test.rollout;

import static java.util.stream.Collectors.joining;

import java.util.Collection;

/** Shows the first ten of what fails an assertion. */
final class Offenders {

    private static final int SHOWN = 10;

    private Offenders() {}

    static String lines(Collection<?> offenders) {
        String shown =
                offenders.stream().limit(SHOWN).map(String::valueOf).collect(joining("%n  ".formatted(), "  ", ""));
        return offenders.size() <= SHOWN ? shown : "%s%n  ... and %s more".formatted(shown, offenders.size() - SHOWN);
    }
}
