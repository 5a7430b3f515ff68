package io.mmp.test.training;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the scalars of YAML: plain, quoted and block. */
final class YamlScalar {

    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:0|[1-9]\\d*)(?:\\.\\d*)?(?:[eE][-+]?\\d{1,6})?");
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
    private static final Pattern FALSE = Pattern.compile("false|False|FALSE");

    /** What is a text to some readers, and a boolean, date or number to others: it is not the same in quotes. */
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)"
                    + "|\\d{4}-\\d\\d?-\\d\\d?(?:[Tt ].*)?|[-+]?\\d+(?::[0-5]?\\d)+(?:\\.\\d*)?"
                    + "|[-+]?0[xobXOB]?[\\da-fA-F_]+|[-+]?\\d[\\d_]*_[\\d_]*(?:\\.\\d*)?|[-+]?\\.\\d+");

    private YamlScalar() {}

    /** Return where the key of a line ends; -1 if it has none. */
    static int keyEnd(String text) {
        if (text.startsWith("'") || text.startsWith("\"")) {
            int end = end(text);
            int colon = end < 0 ? -1 : text.indexOf(':', end);
            boolean follows = colon >= 0 && text.substring(end, colon).isBlank();
            return follows && isKeyEnd(text, colon) ? colon : -1;
        }
        if (text.startsWith("[") || text.startsWith("{") || text.startsWith("#")) {
            return -1;
        }
        String shown = withoutComment(text);
        int colon = shown.indexOf(": ");
        return colon >= 0 ? colon : shown.endsWith(":") ? shown.length() - 1 : -1;
    }

    private static boolean isKeyEnd(String text, int colon) {
        return colon == text.length() - 1 || text.charAt(colon + 1) == ' ';
    }

    static String withoutComment(String text) {
        int comment = text.indexOf(" #");
        return comment < 0 ? text : text.substring(0, comment).stripTrailing();
    }

    static @Nullable Object plain(String text) {
        if (NULL.matcher(text).matches()) {
            return null;
        } else if (TRUE.matcher(text).matches()) {
            return true;
        } else if (FALSE.matcher(text).matches()) {
            return false;
        } else if (NUMBER.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        return AMBIGUOUS.matcher(text).matches() ? "\0" + text : text;
    }

    static boolean isClosed(CharSequence quoted) {
        return end(quoted.toString()) >= 0;
    }

    /** Return where a quoted text ends, behind its quote; -1 if it is not closed. */
    static int end(String text) {
        char quote = text.charAt(0);
        for (int i = 1; i < text.length(); i++) {
            char character = text.charAt(i);
            if (quote == '"' && character == '\\') {
                i++;
            } else if (character == quote) {
                if (quote == '"' || i + 1 == text.length() || text.charAt(i + 1) != quote) {
                    return i + 1;
                }
                i++;
            }
        }
        return -1;
    }

    /** Append the next line of a quoted text: a line break is a space, an empty line a line break. */
    static void fold(StringBuilder text, String line) {
        int last = text.length() - 1;
        if (line.isEmpty()) {
            text.append('\n');
        } else if (text.charAt(0) == '"' && text.charAt(last) == '\\') {
            text.setLength(last);
            text.append(line);
        } else {
            text.append(text.charAt(last) == '\n' ? "" : " ").append(line);
        }
    }

    /** Read a quoted text, which only a comment may follow. */
    static String quoted(String text) {
        int end = end(text);
        String rest = end < 0 ? "" : text.substring(end).strip();
        if (end < 0 || !(rest.isEmpty() || rest.startsWith("#"))) {
            throw new TrainingException("a quote is not closed, or more follows it: %s".formatted(text));
        }
        String inner = text.substring(1, end - 1);
        return text.charAt(0) == '\'' ? inner.replace("''", "'") : unescaped(inner);
    }

    private static String unescaped(String text) {
        StringBuilder unescaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != '\\' || i + 1 == text.length()) {
                unescaped.append(character);
                continue;
            }
            char escape = text.charAt(++i);
            int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
            if (digits > 0 && i + digits < text.length()) {
                unescaped.appendCodePoint(Integer.parseInt(text.substring(i + 1, i + 1 + digits), 16));
                i += digits;
            } else {
                int known = "0abtnvfre_".indexOf(escape);
                unescaped.append(known < 0 ? escape : "\0\u0007\b\t\n\u000b\f\r\u001b\u00a0".charAt(known));
            }
        }
        return unescaped.toString();
    }

    /** Join the lines of a literal ({@code |}) or folded ({@code >}) text. */
    static String block(String style, List<String> raw, int indent) {
        StringBuilder text = new StringBuilder();
        String before = "";
        for (String line : raw) {
            String content = line.length() > indent ? line.substring(indent) : "";
            boolean folds =
                    style.startsWith(">") && !before.isEmpty() && !content.isEmpty() && content.charAt(0) != ' ';
            if (folds && before.charAt(0) != ' ') {
                text.setLength(text.length() - 1);
                text.append(' ');
            }
            text.append(content).append('\n');
            before = content;
        }
        String whole = text.toString();
        if (style.contains("+")) {
            return whole;
        }
        String stripped = whole.replaceAll("\n+\\z", "");
        return style.contains("-") || stripped.isEmpty() ? stripped : stripped + "\n";
    }
}
