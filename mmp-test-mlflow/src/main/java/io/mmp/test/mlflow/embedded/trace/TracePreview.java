package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shortens what went into a trace or came out of it to what people read of it in lists. */
final class TracePreview {

    private static final int MAX_LENGTH = 1_000;

    private TracePreview() {}

    /** Return the last chat message of a role in a JSON text, or the text, cut to its length in lists. */
    static String of(String json, String role) {
        String content = Span.json(json)
                .flatMap(TracePreview::messages)
                .filter(messages -> !messages.isEmpty())
                .map(messages -> text(last(messages, role)))
                .filter(text -> !text.isEmpty())
                .orElse(json);
        return content.codePointCount(0, content.length()) <= MAX_LENGTH
                ? content
                : Python.head(content, MAX_LENGTH - 3) + "...";
    }

    private static Optional<List<Map<?, ?>>> messages(Object json) {
        if (!(json instanceof Map<?, ?> object)) {
            return Optional.empty();
        }
        if (object.get("messages") instanceof List<?> messages && !messages.isEmpty()) {
            return Optional.of(onlyMessages(messages));
        }
        if (object.get("choices") instanceof List<?> choices
                && !choices.isEmpty()
                && choices.get(0) instanceof Map<?, ?> choice
                && choice.get("message") instanceof Map<?, ?> message
                && isMessage(message)) {
            return Optional.of(List.of(message));
        }
        for (String name : List.of("input", "output")) {
            if (object.get(name) instanceof List<?> messages && !messages.isEmpty()) {
                return Optional.of(onlyMessages(messages));
            }
        }
        Object request = object.get("request");
        return request == null ? Optional.empty() : messages(request);
    }

    private static List<Map<?, ?>> onlyMessages(List<?> items) {
        List<Map<?, ?>> messages = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof Map<?, ?> map && isMessage(map)) {
                messages.add(map);
            }
        }
        return messages;
    }

    private static boolean isMessage(Map<?, ?> map) {
        return map.containsKey("role") && map.containsKey("content");
    }

    private static Map<?, ?> last(List<Map<?, ?>> messages, String role) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (role.equals(messages.get(i).get("role"))) {
                return messages.get(i);
            }
        }
        return messages.get(messages.size() - 1);
    }

    private static String text(Map<?, ?> message) {
        if (message.get("content") instanceof List<?> parts) {
            for (Object part : parts) {
                if (part instanceof String text) {
                    return text;
                }
                if (part instanceof Map<?, ?> map
                        && List.of("text", "output_text").contains(String.valueOf(map.get("type")))) {
                    return map.get("text") instanceof String text ? text : "";
                }
            }
            return "";
        }
        return message.get("content") instanceof String text ? text : "";
    }
}
