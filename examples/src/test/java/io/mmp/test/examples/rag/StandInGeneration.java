package io.mmp.test.examples.rag;

import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Stands in for a language model where none can run: {@code POST /v1/chat/completions} with OpenAI's fields, and always the same answer to the
 * same question.
 *
 * <p>It quotes the line of the context that has the most words of the question, the first if none has one, and cites its passage. Without
 * context it abstains.
 */
final class StandInGeneration {

    private static final Pattern PASSAGE =
            Pattern.compile("(?m)^\\[(\\S+#\\d+)\\]\\n((?:(?!\\[\\S+#\\d+\\]$).*\\n?)*)");
    private static final Pattern WORD = Pattern.compile("[a-z0-9_]{3,}|\\p{IsHangul}{2,}");
    private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");

    private StandInGeneration() {}

    static ServerSpec spec() {
        return JavaProcess.of("generation", StandInGeneration.class);
    }

    public static void main(String[] args) throws IOException {
        new JsonService("generation", Map::of)
                .post("/v1/chat/completions", StandInGeneration::complete)
                .start(args[0]);
    }

    private static Map<String, ?> complete(JsonRequest request) {
        int most = request.number("max_tokens", 200, 4096);
        String context = content(request, "system");
        String question = content(request, "user");
        List<String> tokens = Arrays.asList(answer(context, question).split("(?<= )", -1));
        String text = String.join("", tokens.subList(0, Math.min(most, tokens.size())));
        return Map.of(
                "object", "chat.completion",
                "model", "stand-in",
                "choices",
                        List.of(Map.of(
                                "index",
                                0,
                                "message",
                                Map.of("role", "assistant", "content", text.strip()),
                                "finish_reason",
                                tokens.size() > most ? "length" : "stop")));
    }

    private static String content(JsonRequest request, String role) {
        return request.objects("messages").stream()
                .filter(message -> role.equals(message.get("role")))
                .map(message -> String.valueOf(message.get("content")))
                .collect(Collectors.joining("\n"));
    }

    private static String answer(String context, String question) {
        boolean isKorean = HANGUL.matcher(question).find();
        String id = "";
        String best = "";
        int most = -1;
        for (MatchResult passage : PASSAGE.matcher(context).results().toList()) {
            for (String line : passage.group(2).split("\n", -1)) {
                int shared = shared(question, line);
                if (shared > most) {
                    most = shared;
                    best = line.strip();
                    id = passage.group(1);
                }
            }
        }
        if (most < 0) {
            return isKorean ? Prompt.REFUSAL_IN_KOREAN : Prompt.REFUSAL;
        }
        return (isKorean ? "관련 코드: `%s` [%s]" : "The code says: `%s` [%s]").formatted(best, id);
    }

    private static int shared(String question, String line) {
        Set<String> words = words(question);
        words.retainAll(words(line));
        return words.size();
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
