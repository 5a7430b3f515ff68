package io.mmp.test.readiness;

import io.mmp.test.json.JsonReader;
import io.mmp.test.security.SecretSearch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a health endpoint says of the parts of a service: a member with a word such as {@code down}, with {@code false}, or with an object that has such a {@code status}; and elements of lists with a {@code name} and a
 * {@code status}. So do the endpoints of Spring Boot, MicroProfile Health and ASP.NET, and what people write by hand.
 */
final class HealthBody {

    private static final Set<String> GREEN = Set.of(
            "up",
            "ok",
            "okay",
            "healthy",
            "pass",
            "passing",
            "green",
            "ready",
            "available",
            "alive",
            "connected",
            "running",
            "serving",
            "success",
            "true",
            "reachable",
            "online",
            "active",
            "good");
    private static final Set<String> RED = Set.of(
            "down",
            "error",
            "unhealthy",
            "fail",
            "failed",
            "failing",
            "failure",
            "red",
            "unavailable",
            "dead",
            "disconnected",
            "false",
            "unreachable",
            "offline",
            "critical",
            "out of service",
            "timeout",
            "degraded",
            "broken",
            "stopped",
            "refused",
            "inactive",
            "bad",
            "ko",
            "nok");
    private static final List<String> STATUS = List.of("status", "state", "health", "healthy", "ok", "up", "available");
    private static final List<String> NAME = List.of("name", "id", "component", "service", "dependency");

    private final Map<String, String> red = new LinkedHashMap<>();
    private final Set<String> named = new TreeSet<>();
    private final String text;
    private boolean isJson = true;

    private HealthBody(String text) {
        this.text = text;
    }

    static HealthBody of(String text) {
        HealthBody body = new HealthBody(text);
        try {
            body.walk("", JsonReader.read(text));
        } catch (IllegalArgumentException e) {
            body.isJson = false;
        }
        return body;
    }

    /** Return the parts that are said not to be well, with the words; the whole has the empty name. */
    Map<String, String> red() {
        return red;
    }

    /** Tell whether a part is said not to be well. */
    boolean isRed(String part) {
        return isJson
                ? red.keySet().stream().anyMatch(name -> name.equalsIgnoreCase(part))
                : text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /** Say which parts are red, such as {@code 'cache' is "down"}. */
    String sentence() {
        return red.entrySet().stream()
                .map(entry -> "%s is \"%s\""
                        .formatted(
                                entry.getKey().isEmpty() ? "the service" : "'" + entry.getKey() + "'",
                                SecretSearch.mask(entry.getValue())))
                .collect(Collectors.joining(" and "));
    }

    /** Say what is said of a part instead of its being red. */
    String instead(String part) {
        if (!isJson) {
            return "its body, which is no JSON, does not name it";
        }
        Optional<String> known = named.stream().filter(part::equalsIgnoreCase).findFirst();
        Map<String, String> parts = new LinkedHashMap<>(red);
        parts.remove("");
        String others = parts.isEmpty()
                ? "it names nothing that is down"
                : "it names %s instead"
                        .formatted(
                                parts.keySet().stream().map("'%s'"::formatted).collect(Collectors.joining(", ")));
        return known.isPresent() ? "its body says that '%s' is well; %s".formatted(part, others) : others;
    }

    private void walk(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            Optional<String> status = statusOf(members);
            status.ifPresent(word -> note(nameOf(members).orElse(name), word));
            members.forEach((key, member) -> {
                if (status.isEmpty() || !STATUS.contains(String.valueOf(key)) || member instanceof Map) {
                    walk(String.valueOf(key), member);
                }
            });
        } else if (value instanceof List<?> elements) {
            elements.forEach(element -> {
                if (element instanceof Map || element instanceof List) {
                    walk(name, element);
                }
            });
        } else if (value instanceof String || value instanceof Boolean) {
            note(name, String.valueOf(value));
        }
    }

    private void note(String name, String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
        // "error: connection refused" is as red as "error".
        String first = lower.split("[:;,(]", 2)[0].strip();
        if (isRedWord(lower) || isRedWord(first)) {
            red.putIfAbsent(name, word);
            named.add(name);
        } else if (GREEN.contains(lower) || GREEN.contains(first)) {
            named.add(name);
        }
    }

    /** Tell whether it is a word for what is not well, or the denial of one for what is: {@code not reachable}. */
    private static boolean isRedWord(String word) {
        return RED.contains(word) || (word.startsWith("not ") && GREEN.contains(word.substring(4)));
    }

    private static Optional<String> statusOf(Map<?, ?> members) {
        return STATUS.stream()
                .map(members::get)
                .filter(word -> word instanceof String || word instanceof Boolean)
                .map(String::valueOf)
                .findFirst();
    }

    private static Optional<String> nameOf(Map<?, ?> members) {
        return NAME.stream()
                .map(members::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
    }
}
