package io.mmp.test.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart YAML as tools write it: block and flow collections and all scalars. Of what has anchors, tags, complex keys or several
 * documents the bytes are kept.
 */
final class YamlDocument {

    /** What stands on a line. */
    private record Line(int number, int indent, String text) {}

    private final List<String> lines;
    private int position;

    private YamlDocument(String text) {
        lines = new ArrayList<>(text.lines().toList());
    }

    static void read(Sections sections, String text, byte[] content) {
        try {
            YamlDocument yaml = new YamlDocument(text);
            JsonDocument.read(sections, yaml.document(), ModelFormat.YAML);
        } catch (UnsupportedOperationException unsupported) {
            sections.opaque("bytes", content.length, new Hash().add(content).hex());
            sections.note("only its bytes are compared: " + unsupported.getMessage());
        }
    }

    private @Nullable Object document() {
        Line first = peek();
        if (first != null && first.text().equals("---")) {
            position++;
            first = peek();
        }
        Object value = first == null ? null : node(first.indent());
        Line rest = peek();
        if (rest != null && rest.text().equals("---")) {
            throw unsupported(rest, "a second document");
        }
        if (rest != null && !rest.text().equals("...")) {
            throw new TrainingException("line %s fits nowhere: '%s'".formatted(rest.number(), rest.text()));
        }
        return value;
    }

    /** Return the next line that is not empty and no comment, and go there. */
    private @Nullable Line peek() {
        while (position < lines.size()) {
            String line = lines.get(position).stripTrailing();
            String text = line.stripLeading();
            if (!text.isEmpty() && !text.startsWith("#")) {
                if (line.substring(0, line.length() - text.length()).contains("\t")) {
                    throw new TrainingException("line %s is indented by a tab".formatted(position + 1));
                }
                return new Line(position + 1, line.length() - text.length(), text);
            }
            position++;
        }
        return null;
    }

    private @Nullable Object node(int indent) {
        Line line = peek();
        if (line == null) {
            return null;
        }
        if (isItem(line)) {
            return sequence(indent);
        }
        return YamlScalar.keyEnd(line.text()) >= 0 ? mapping(indent) : value(line, line.text(), indent - 1);
    }

    private static boolean isItem(Line line) {
        return line.text().equals("-") || line.text().startsWith("- ");
    }

    private List<@Nullable Object> sequence(int indent) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Line line = peek(); line != null && line.indent() == indent && isItem(line); line = peek()) {
            String rest = line.text().substring(1);
            String text = rest.stripLeading();
            int inner = indent + 1 + rest.length() - text.length();
            boolean nests = text.startsWith("- ") || text.equals("-") || YamlScalar.keyEnd(text) >= 0;
            if (nests) {
                // "- key: value" is a mapping that starts where the key does.
                lines.set(position, " ".repeat(inner) + text);
                elements.add(node(inner));
            } else {
                elements.add(value(line, text, indent));
            }
        }
        return elements;
    }

    private Map<String, @Nullable Object> mapping(int indent) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (Line line = peek(); line != null && line.indent() == indent && !isItem(line); line = peek()) {
            int end = YamlScalar.keyEnd(line.text());
            if (end < 0) {
                break;
            }
            String key = line.text().substring(0, end).strip();
            refuse(line, key);
            String name = key.startsWith("'") || key.startsWith("\"") ? YamlScalar.quoted(key) : key;
            if (name.equals("<<")) {
                throw unsupported(line, "a merge key");
            }
            Object value = memberValue(line, line.text().substring(end + 1).strip(), indent);
            if (members.containsKey(name)) {
                throw new TrainingException("line %s has the key '%s' again".formatted(line.number(), name));
            }
            members.put(name, value);
        }
        return members;
    }

    /** Read the value of a key; a sequence may stand as far to the left as the key. */
    private @Nullable Object memberValue(Line line, String text, int indent) {
        if (text.isEmpty() || text.startsWith("#")) {
            position++;
            Line next = peek();
            if (next != null && (next.indent() > indent || (next.indent() == indent && isItem(next)))) {
                return node(next.indent());
            }
            return null;
        }
        return value(line, text, indent);
    }

    private @Nullable Object value(Line line, String text, int parent) {
        refuse(line, text);
        position++;
        if (text.isEmpty() || text.startsWith("#")) {
            Line next = peek();
            return next != null && next.indent() > parent ? node(next.indent()) : null;
        }
        char first = text.charAt(0);
        if (first == '|' || first == '>') {
            return block(text, parent);
        } else if (first == '[' || first == '{') {
            StringBuilder flow = new StringBuilder(text);
            while (!YamlFlow.isBalanced(flow) && position < lines.size()) {
                flow.append('\n').append(lines.get(position++));
            }
            return YamlFlow.read(flow.toString());
        } else if (first == '\'' || first == '"') {
            StringBuilder quoted = new StringBuilder(text);
            while (!YamlScalar.isClosed(quoted) && position < lines.size()) {
                YamlScalar.fold(quoted, lines.get(position++).strip());
            }
            return YamlScalar.quoted(quoted.toString());
        }
        StringBuilder plain = new StringBuilder(YamlScalar.withoutComment(text));
        for (Line next = peek(); next != null && next.indent() > parent && parent >= 0; next = peek()) {
            plain.append(' ').append(YamlScalar.withoutComment(next.text()));
            position++;
        }
        return YamlScalar.plain(plain.toString());
    }

    private String block(String header, int parent) {
        String style = YamlScalar.withoutComment(header);
        List<String> raw = new ArrayList<>();
        int indent = -1;
        while (position < lines.size()) {
            String line = lines.get(position);
            int found = line.length() - line.stripLeading().length();
            if (!line.isBlank() && found <= parent) {
                break;
            }
            indent = indent < 0 && !line.isBlank() ? found : indent;
            raw.add(line);
            position++;
        }
        if (style.length() > 1 && Character.isDigit(style.charAt(1))) {
            indent = Math.max(0, parent) + style.charAt(1) - '0';
        }
        return YamlScalar.block(style, raw, Math.max(indent, 0));
    }

    private static void refuse(Line line, String text) {
        if (!text.isEmpty() && "&*!?%@`".indexOf(text.charAt(0)) >= 0) {
            throw unsupported(line, "'%s', which begins an anchor, a tag or a complex key".formatted(text.charAt(0)));
        }
    }

    private static UnsupportedOperationException unsupported(Line line, String what) {
        return new UnsupportedOperationException("line %s has %s".formatted(line.number(), what));
    }
}
