package io.mmp.test.readiness;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A method and a path of a service.
 *
 * @param template such as {@code /items/{id}}
 * @param statuses those that are documented, such as {@code 404} or {@code 5XX}
 */
record Endpoint(String method, String template, Set<String> statuses) {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^{}/]+}");

    Endpoint {
        statuses = new TreeSet<>(statuses);
    }

    /** Return whether a path without its query is one of this endpoint's: a variable stands for a part that is not empty. */
    boolean matches(String path) {
        String pattern = Arrays.stream(template.split("(?<=})|(?=\\{)"))
                .map(part -> VARIABLE.matcher(part).matches() ? "[^/]+" : Pattern.quote(part))
                .collect(Collectors.joining());
        return path.matches(pattern);
    }

    /** Return how many variables there are: of two that match, the one with fewer is meant. */
    long variables() {
        return VARIABLE.matcher(template).results().count();
    }

    /** Return the documented statuses that none of these is. */
    List<String> without(Set<Integer> seen) {
        return statuses.stream()
                .filter(status -> seen.stream().noneMatch(each -> isOf(status, String.valueOf(each))))
                .toList();
    }

    private static boolean isOf(String documented, String status) {
        return documented.equals(status)
                || (documented.length() == 3
                        && documented.substring(1).equalsIgnoreCase("XX")
                        && documented.charAt(0) == status.charAt(0));
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
