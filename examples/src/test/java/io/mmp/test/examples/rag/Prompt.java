package io.mmp.test.examples.rag;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the language model is told, and how its answer is read. */
final class Prompt {

    static final String REFUSAL = "I do not know.";
    static final String REFUSAL_IN_KOREAN = "모르겠습니다.";

    private static final Pattern CITATION = Pattern.compile("\\[([^\\[\\]\\s]+#\\d+)\\]");

    private Prompt() {}

    /** Return the messages for a question with its passages. */
    static List<Map<String, String>> messages(String question, List<Passage> passages) {
        String context = passages.stream()
                .map(passage -> "[%s]\n%s".formatted(passage.id(), passage.text()))
                .collect(Collectors.joining("\n"));
        String system =
                "Answer from these passages alone and cite each that you use by its name in brackets. If they do not have the"
                        + " answer, say: " + REFUSAL + " In Korean: " + REFUSAL_IN_KOREAN + "\n\n" + context;
        return List.of(Map.of("role", "system", "content", system), Map.of("role", "user", "content", question));
    }

    /** Return the ids that stand in brackets in an answer, each once. */
    static List<String> citations(String answer) {
        return CITATION.matcher(answer)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }
}
