package io.mmp.test.retrieval;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Brings texts that look the same into the same form, and takes them apart.
 *
 * <p>Unicode normal form C, so that Korean which macOS stores as single letters is that of Linux; no invisible characters such as zero-width
 * spaces and soft hyphens; no difference between upper and lower case, by no locale's rules; one space between words.
 */
final class ComparableText {

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    /** Scripts that leave out the spaces between words, and Hangul, whose words end differently by their place in the sentence. */
    private static final String UNSPACED =
            "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}";

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}_&&[^%s]]".formatted(UNSPACED));
    private static final Pattern WORD_AT_END = Pattern.compile(WORD + "$");
    private static final Pattern TOKEN = Pattern.compile("[%s]\\p{M}*|%s+".formatted(UNSPACED, WORD));

    private ComparableText() {}

    static String of(String text) {
        String composed = Normalizer.normalize(INVISIBLE.matcher(text).replaceAll(""), Normalizer.Form.NFC);
        // Upper case first: it makes one of sharp s and double s, and of the two small sigmas.
        String folded =
                composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
        return SPACE.matcher(Normalizer.normalize(folded, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }

    /** Return the words of a text; of scripts that leave out the spaces, its characters. */
    static List<String> tokens(String text) {
        return TOKEN.matcher(of(text)).results().map(found -> found.group()).toList();
    }

    /**
     * Return all runs of n words, in their order; none of a text that is shorter.
     *
     * @throws IllegalArgumentException if n is below 1
     */
    static List<String> runs(String text, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("A run must have 1 word or more, but is to have %s.".formatted(n));
        }
        List<String> tokens = tokens(text);
        List<String> runs = new ArrayList<>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            runs.add(String.join(" ", tokens.subList(i, i + n)));
        }
        return runs;
    }

    /** Tell whether a text has this part, which begins and ends where a word does: "read" is not in "ready". */
    static boolean contains(String text, String part) {
        String comparable = of(part);
        String begin = WORD.matcher(comparable).lookingAt() ? "(?<!%s)".formatted(WORD) : "";
        String end = WORD_AT_END.matcher(comparable).find() ? "(?!%s)".formatted(WORD) : "";
        return Pattern.compile(begin + Pattern.quote(comparable) + end)
                .matcher(of(text))
                .find();
    }
}
