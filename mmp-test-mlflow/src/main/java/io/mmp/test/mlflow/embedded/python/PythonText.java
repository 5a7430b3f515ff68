package io.mmp.test.mlflow.embedded.python;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges characters as Python's {@code str} and {@code re} do.
 *
 * <p>Java's {@code \w} lacks {@code ²} and {@code ½} and has combining marks, its {@code strip} keeps no-break spaces, its {@code \s}
 * lacks U+001C, and what its {@code \b} means depends on the version. Only where the two know different versions of Unicode do these
 * methods and Python's disagree.
 */
public final class PythonText {

    private static final String WORD = "[\\p{L}\\p{N}_]";

    private static final Map<String, String> CLASSES = Map.of(
            "\\w",
            WORD,
            "\\d",
            "\\p{Nd}",
            "\\s",
            "[\\t-\\r\\x1c-\\x1f \\x85\\p{Z}]",
            "\\b",
            "(?:(?<!" + WORD + ")(?=" + WORD + ")|(?<=" + WORD + ")(?!" + WORD + "))");

    private static final Pattern ESCAPE = Pattern.compile("\\\\.", Pattern.DOTALL);

    /** The digits of Unicode that are no decimal digits: superscripts, circled ones and their like. */
    private static final Pattern DIGITS = Pattern.compile(
            "[\\p{Nd}\\xb2\\xb3\\xb9\\u1369-\\u1371\\u19da\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2460-\\u2468"
                    + "\\u2474-\\u247c\\u2488-\\u2490\\u24ea\\u24f5-\\u24fd\\u24ff\\u2776-\\u277e\\u2780-\\u2788\\u278a-\\u2792"
                    + "\\x{10a40}-\\x{10a43}\\x{10e60}-\\x{10e68}\\x{11052}-\\x{1105a}\\x{1f100}-\\x{1f10a}]+");

    /** The order of texts in Python and in MLflow's database: by code points, where Java's is by UTF-16 units. */
    public static final Comparator<String> ORDER = (left, right) -> {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            if (left.charAt(i) != right.charAt(i)) {
                return rank(left.charAt(i)) - rank(right.charAt(i));
            }
        }
        return left.length() - right.length();
    };

    private PythonText() {}

    /**
     * Compile a pattern of Python's syntax whose {@code \w}, {@code \d}, {@code \s} and {@code \b} mean what they do there.
     *
     * @param flags Java's flags; to ignore the case takes {@link Pattern#UNICODE_CASE} as well
     */
    public static Pattern pattern(String regex, int flags) {
        String translated = ESCAPE.matcher(regex)
                .replaceAll(escape -> Matcher.quoteReplacement(CLASSES.getOrDefault(escape.group(), escape.group())));
        return Pattern.compile(translated, flags);
    }

    /** Tell whether a character is white space to {@code strip} and {@code \s}. */
    static boolean isSpace(int point) {
        return switch (point) {
            case '\t', '\n', 0x0b, '\f', '\r', 0x1c, 0x1d, 0x1e, 0x1f, 0x85 -> true;
            default -> Character.isSpaceChar(point);
        };
    }

    /** Tell whether {@code int} and {@code float} step over a character around a number: four separators are not among them. */
    static boolean isSpaceAroundNumber(int point) {
        return isSpace(point) && !(point >= 0x1c && point <= 0x1f);
    }

    /** Tell whether {@code repr} writes a character as it is and not as an escape. */
    static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    /** Tell whether {@code text.strip()} is empty. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(PythonText::isSpace);
    }

    /** Tell {@code text.isdigit()}. */
    public static boolean isDigits(String text) {
        return DIGITS.matcher(text).matches();
    }

    /** Return {@code text.strip()}. */
    public static String strip(String text) {
        return strip(text, PythonText::isSpace);
    }

    /** Return a text without certain characters at both ends, all of them of Unicode's basic plane. */
    public static String strip(String text, IntPredicate isStripped) {
        int start = 0;
        int end = text.length();
        while (start < end && isStripped.test(text.charAt(start))) {
            start++;
        }
        while (end > start && isStripped.test(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Tell whether {@code text.lower()} is a word, which is more exact than to ignore the case as Java does. */
    public static boolean lowersTo(String text, String word) {
        return text.toLowerCase(Locale.ROOT).equals(word);
    }

    /** Surrogates stand for the highest code points, although their own numbers are not the highest. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
    }
}
