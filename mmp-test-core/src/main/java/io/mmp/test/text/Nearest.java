package io.mmp.test.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Nearest {

    private Nearest() {}

    /** Return the hint that follows a sentence about a name that is not known; empty if no known one is near. */
    public static String hint(String name, Collection<String> known) {
        return to(name, known).map(" Did you mean '%s'?"::formatted).orElse("");
    }

    /** Return the known name that is nearest to another, if it is near. */
    public static Optional<String> to(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> isNear(name, candidate))
                .min(Comparator.<String>comparingInt(candidate -> distance(plain(name), plain(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Tell whether a name is another one with one slip of the hand: two that differ by their digits alone are two names. */
    public static boolean isSlip(String name, String known) {
        return !name.equals(known)
                && distance(plain(name), plain(known)) <= 1
                && !name.replaceAll("[0-9]", "").equals(known.replaceAll("[0-9]", ""));
    }

    /** Tell whether one of two names may be meant by the other. */
    public static boolean isNear(String name, String candidate) {
        return distance(plain(name), plain(candidate)) <= Math.max(1, Math.min(name.length(), candidate.length()) / 3)
                || candidate.endsWith("." + name)
                || name.endsWith("." + candidate);
    }

    /** Take {@code training-timeout}, {@code training_timeout} and {@code trainingTimeout} for the same. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Return how many letters must be put in, left out, changed, or swapped with the next. */
    private static int distance(String one, String other) {
        int[][] distance = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int changed = distance[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                distance[i][j] = Math.min(changed, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    distance[i][j] = Math.min(distance[i][j], distance[i - 2][j - 2] + 1);
                }
            }
        }
        return distance[one.length()][other.length()];
    }
}
