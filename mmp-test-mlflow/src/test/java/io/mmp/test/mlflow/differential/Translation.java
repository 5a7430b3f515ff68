package io.mmp.test.mlflow.differential;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps what the reference server generated (run ids, model ids, run names) to what the other server generated in the same place.
 *
 * <p>Two generated words that stand in the same place of two answers are bound to each other for good, in both directions.
 */
final class Translation {

    // The lookbehinds keep the digits of a percent escape in front of an id out of it.
    private static final Pattern GENERATED =
            Pattern.compile("(?<!%)(?<!%[0-9A-F])[0-9a-f]{26}(?:[0-9a-f]{6})?|\\b[a-z]+-[a-z]+-[0-9]{1,4}\\b");

    private final Map<String, String> toOther = new HashMap<>();
    private final Map<String, String> toReference = new HashMap<>();

    /** Return the text with every word of the reference server replaced by the other server's word. */
    String translate(String text) {
        return GENERATED
                .matcher(text)
                .replaceAll(word -> Matcher.quoteReplacement(toOther.getOrDefault(word.group(), word.group())));
    }

    /** Return whether two texts are the same but for generated words, and bind the words that are new on both sides. */
    boolean matches(String reference, String other) {
        if (!GENERATED
                .matcher(reference)
                .replaceAll("?")
                .equals(GENERATED.matcher(other).replaceAll("?"))) {
            return false;
        }
        Matcher expected = GENERATED.matcher(reference);
        Matcher found = GENERATED.matcher(other);
        while (expected.find() && found.find()) {
            if (!bind(expected.group(), found.group())) {
                return false;
            }
        }
        return true;
    }

    private boolean bind(String reference, String other) {
        if (toOther.containsKey(reference) || toReference.containsKey(other)) {
            return other.equals(toOther.get(reference));
        }
        // The same word on both sides is not generated: it came with a request.
        if (!reference.equals(other)) {
            toOther.put(reference, other);
            toReference.put(other, reference);
        }
        return true;
    }
}
