package io.mmp.test.server;

import io.mmp.test.Internal;
import java.util.Locale;

/**
 * Something that a test started and left behind.
 *
 * @param kind what sort of thing it is
 * @param what which one it is
 * @param owner the unique id of the test that started it, or {@code unknown}
 * @since 0.1.0
 */
@Internal
public record Leak(Kind kind, String what, String owner) {

    /** What can be left behind. */
    public enum Kind {
        /** A process of a managed server. */
        PROCESS,
        /** A TCP port on which such a process, or this JVM, listens. */
        PORT,
        /** A private directory. */
        DIRECTORY
    }

    /** Describe it in one sentence. */
    public String describe() {
        return "Left behind by %s: %s.".formatted(owner, what);
    }

    /** Return it as a JSON object with the members {@code kind}, {@code what} and {@code owner}. */
    public String toJson() {
        return "{\"kind\": %s, \"what\": %s, \"owner\": %s}"
                .formatted(quote(kind.name().toLowerCase(Locale.ROOT)), quote(what), quote(owner));
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(character -> quoted.append(
                        character < ' ' || character == '"' || character == '\\'
                                ? String.format(Locale.ROOT, "\\u%04x", character)
                                : String.valueOf((char) character)));
        return quoted.append('"').toString();
    }
}
