package io.mmp.test.readiness;

import java.util.List;

/** Lists sentences in a message, one a line. */
final class Listing {

    private static final int MOST = 50;

    private Listing() {}

    static String of(List<String> sentences) {
        StringBuilder text = new StringBuilder();
        sentences.stream()
                .limit(MOST)
                .forEach(sentence ->
                        text.append(System.lineSeparator()).append("  ").append(sentence));
        if (sentences.size() > MOST) {
            text.append(System.lineSeparator()).append("  and %s more".formatted(sentences.size() - MOST));
        }
        return text.toString();
    }
}
