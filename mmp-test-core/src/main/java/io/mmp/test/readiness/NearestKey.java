package io.mmp.test.readiness;

import io.mmp.test.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Finds a key that somebody probably meant: one of which a single part differs a little. */
final class NearestKey {

    private NearestKey() {}

    static Optional<String> of(String key, Collection<String> known) {
        return Nearest.to(key, near(key, known, Nearest::isNear));
    }

    /** Return a key that differs by one slip of the hand. */
    static Optional<String> slip(String key, Collection<String> known) {
        return Nearest.to(key, near(key, known, (one, other) -> Nearest.isSlip(other, one)));
    }

    private static List<String> near(String key, Collection<String> known, BiPredicate<String, String> isNear) {
        String[] parts = key.split("\\.", -1);
        return known.stream()
                .filter(each -> !each.equals(key) && isNear(parts, each.split("\\.", -1), isNear))
                .toList();
    }

    private static boolean isNear(String[] one, String[] other, BiPredicate<String, String> isNear) {
        if (one.length != other.length) {
            return false;
        }
        int differing = 0;
        boolean near = true;
        for (int i = 0; i < one.length; i++) {
            if (!one[i].equals(other[i])) {
                differing++;
                near &= isNear.test(one[i], other[i]);
            }
        }
        return differing == 1 && near;
    }
}
