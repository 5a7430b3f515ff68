package io.mmp.test.server;

import io.mmp.test.Internal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

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

    /** Return it as the object of a JSON file. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", kind.name().toLowerCase(Locale.ROOT));
        tree.put("what", what);
        tree.put("owner", owner);
        return tree;
    }
}
