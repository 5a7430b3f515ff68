package io.mmp.test.examples.rag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of an indexed file.
 *
 * @param id the path, {@code #} and the number of the part, from 1
 * @param score how similar it is to a query, at most 1; 0 of one that was not searched for
 */
public record Passage(String id, String path, String text, double score) {

    /** As much as the embedding model reads, more or less. */
    private static final int LONGEST = 800;

    /** Take a file apart at its blank lines, and what is too long at its lines. */
    static List<Passage> of(String path, String content) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String line : content.split("\\R", -1)) {
            boolean isFull = part.length() + line.length() > LONGEST;
            if ((line.isBlank() || isFull) && !part.toString().isBlank()) {
                parts.add(part.toString().stripTrailing());
                part.setLength(0);
            }
            if (!line.isBlank()) {
                part.append(line).append('\n');
            }
        }
        if (!part.toString().isBlank()) {
            parts.add(part.toString().stripTrailing());
        }
        List<Passage> passages = new ArrayList<>();
        for (String text : parts) {
            passages.add(new Passage(path + "#" + (passages.size() + 1), path, text, 0));
        }
        return passages;
    }

    Map<String, Object> toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("path", path);
        fields.put("text", text);
        fields.put("score", score);
        return fields;
    }
}
