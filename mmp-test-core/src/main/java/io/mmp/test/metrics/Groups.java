package io.mmp.test.metrics;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The groups that tests are counted in.
 *
 * @param names the tags that make a group, from the lightest to the heaviest
 */
record Groups(List<String> names) {

    /** The name under which files sum up all groups. */
    static final String TOTAL = "total";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    static final Groups DEFAULT = new Groups(List.of("unit", "integration", "e2e"));

    /** @throws IllegalArgumentException if a name cannot be part of a file name, or means all groups */
    Groups {
        names = List.copyOf(names);
        names.forEach(Groups::check);
    }

    /** Read names that are separated by commas. */
    static Groups parse(String names) {
        return new Groups(
                Stream.of(names.split(",", -1)).map(String::strip).distinct().toList());
    }

    static String check(String name) {
        if (!NAME.matcher(name).matches() || name.equals(TOTAL)) {
            throw new IllegalArgumentException(
                    "'%s' cannot be the name of a group: use letters, digits, '-' and '_', but not '%s'"
                            .formatted(name, TOTAL));
        }
        return name;
    }

    /** Return the group of a test: the heaviest that its tags name, the lightest if they name none. */
    String of(Collection<String> tags) {
        return names.stream()
                .filter(tags::contains)
                .reduce((lighter, heavier) -> heavier)
                .orElse(names.get(0));
    }
}
