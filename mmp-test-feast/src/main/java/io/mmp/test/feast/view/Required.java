package io.mmp.test.feast.view;

import io.mmp.test.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Refuses null where an assertion must be told something, and says what is missing.
 *
 * @since 0.1.0
 */
@Internal
public final class Required {

    private Required() {}

    /**
     * Return what was given.
     *
     * @param what names it in a message, such as {@code The rules}
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T given(@Nullable T argument, String what) {
        if (argument == null) {
            throw new IllegalArgumentException(what + " must not be null.");
        }
        return argument;
    }

    /**
     * Check the elements that were given.
     *
     * @param one names one of them in a message, such as {@code A view}
     * @throws IllegalArgumentException if one of them is null, or the array
     */
    public static void allGiven(@Nullable Object @Nullable [] arguments, String one) {
        for (Object argument : given(arguments, one)) {
            given(argument, one);
        }
    }
}
