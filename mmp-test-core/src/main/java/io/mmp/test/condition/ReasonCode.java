package io.mmp.test.condition;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stable word of a reason to skip, such as {@code no-gpu}: what follows it may change, and is for people.
 *
 * <p>It stands in brackets before the reason, {@code [no-gpu] nvidia-smi is not in PATH}, so that it arrives wherever JUnit reports a skip. The reason of an
 * assumption may begin with one too.
 *
 * @since 0.1.0
 */
public final class ReasonCode {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*");
    private static final Pattern CODED = Pattern.compile("\\[(" + CODE.pattern() + ")] (.*)", Pattern.DOTALL);

    private ReasonCode() {}

    /**
     * Put a code before a reason that has none.
     *
     * @throws IllegalArgumentException if the code is not of lower-case words and digits joined by {@code -}
     */
    public static String put(String code, String reason) {
        check(code);
        return CODED.matcher(reason).matches() ? reason : "[%s] %s".formatted(code, reason);
    }

    /** Return the code that stands before a reason, if one does. */
    public static Optional<String> of(String reason) {
        Matcher coded = CODED.matcher(reason);
        return coded.matches() ? Optional.of(coded.group(1)) : Optional.empty();
    }

    /** Return a reason without its code. */
    public static String textOf(String reason) {
        Matcher coded = CODED.matcher(reason);
        return coded.matches() ? coded.group(2) : reason;
    }

    /** Return {@code no-} and the words of a name: {@code no-redis-server}. */
    public static String missing(String name) {
        String words =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return words.isEmpty() ? "missing" : "no-" + words;
    }

    /**
     * Return a code as it is.
     *
     * @throws IllegalArgumentException if it is not of lower-case words and digits joined by {@code -}
     */
    public static String check(String code) {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no code of a reason to skip, which is of lower-case words and digits joined by '-', such as no-gpu"
                            .formatted(code));
        }
        return code;
    }
}
