package io.mmp.test.training;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a model says, by section and key, in the order of the file. */
final class Sections {

    /**
     * What stands at one key.
     *
     * @param sha256 of the canonical bytes
     * @param text what a person reads of them, a list of numbers whole
     */
    record Content(String sha256, String text) {}

    private final Map<String, Map<String, Content>> sections = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    void text(String section, String key, String text) {
        put(section, key, new Content(Hash.of(text), text));
    }

    void bytes(String section, String key, String description, byte[] data) {
        put(
                section,
                key,
                described(description, new Hash().add(description + "\n").add(data)));
    }

    /** Keep the digest of a part of a file. */
    void bytes(String section, String key, String description, FileChannel file, long offset, long length)
            throws IOException {
        put(
                section,
                key,
                described(description, new Hash().add(description + "\n").add(file, offset, length)));
    }

    private static Content described(String description, Hash hash) {
        String sha256 = hash.hex();
        return new Content(sha256, "%s, sha256 %s".formatted(description, sha256.substring(0, 12)));
    }

    /** Keep the digest of all bytes of something that is not understood. */
    void opaque(String section, long size, String sha256) {
        put(section, "content", new Content(sha256, "%s bytes, sha256 %s".formatted(size, sha256.substring(0, 12))));
    }

    private void put(String section, String key, Content content) {
        if (sections.computeIfAbsent(section, name -> new LinkedHashMap<>()).put(key, content) != null) {
            throw new TrainingException("section '%s' has '%s' twice".formatted(section, key));
        }
    }

    /** Say what the digest does not cover. */
    void note(String note) {
        notes.add(note);
    }

    List<String> notes() {
        return notes;
    }

    Map<String, Map<String, Content>> content() {
        return sections;
    }

    /** Take over what a file says that is part of this. */
    void include(String file, Sections other) {
        other.sections.forEach((section, entries) ->
                entries.forEach((key, content) -> put("%s: %s".formatted(file, section), key, content)));
        other.notes.forEach(note -> notes.add("%s: %s".formatted(file, note)));
    }

    static String sha256(Map<String, Content> section) {
        Hash hash = new Hash();
        new TreeMap<>(section)
                .forEach((key, content) ->
                        hash.addName(key).add(content.sha256()).add("\n"));
        return hash.hex();
    }
}
