package io.mmp.test.retrieval;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The sentences with which a model says that it has no answer, as its prompt tells it to.
 *
 * <p>An answer abstains if it is one of these and nothing else, and cites nothing: "I do not know, but it is Paris." answers. Upper and lower
 * case, white space and the punctuation at the end do not matter.
 *
 * @since 0.1.0
 */
public final class Refusals {

    private static final Pattern CLOSING = Pattern.compile("[\\p{P}\\s]+$");

    private final Set<String> sentences;

    private Refusals(Set<String> sentences) {
        this.sentences = sentences;
    }

    /**
     * Take these sentences, such as {@code I do not know.} and {@code 알 수 없습니다.}
     *
     * @throws IllegalArgumentException if there is none, or one is blank
     */
    public static Refusals of(String... sentences) {
        Set<String> comparable = new LinkedHashSet<>();
        for (String sentence : sentences) {
            comparable.add(comparable(sentence));
        }
        if (comparable.isEmpty() || comparable.contains("")) {
            throw new IllegalArgumentException("A refusal must have words, but they are %s. Name what the model says."
                    .formatted(Arrays.toString(sentences)));
        }
        return new Refusals(comparable);
    }

    /** Tell whether this answer is a refusal. */
    public boolean match(GeneratedAnswer answer) {
        return answer.citations().isEmpty() && sentences.contains(comparable(answer.text()));
    }

    private static String comparable(String text) {
        return CLOSING.matcher(ComparableText.of(text)).replaceAll("");
    }

    /** Return the sentences as they are compared. */
    @Override
    public String toString() {
        return sentences.toString();
    }
}
