package io.mmp.test.monitor;

import io.mmp.test.monitor.PromqlToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits PromQL into words; in a dashboard, variables of Grafana are words, too. */
final class PromqlLexer {

    /** A variable of Grafana: {@code $job}, {@code ${job:regex}}, {@code [[job]]}. */
    static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)|\\$\\{(\\w+)[^}]*}|\\[\\[(\\w+)[^\\]]*]]");

    private static final Pattern SPACE = Pattern.compile("(?:\\s|#[^\\n]*)*+");
    private static final Pattern WITH_VARIABLE =
            Pattern.compile("[\\w:]*(?:" + VARIABLE.pattern() + ")(?:[\\w:]|" + VARIABLE.pattern() + ")*");
    private static final Pattern STRING =
            Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)*+'|`[^`]*+`");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);
    private static final Map<Kind, Pattern> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put(Kind.BRACKETS, Pattern.compile("\\[([^\\[\\]]*+)]"));
        WORDS.put(Kind.DURATION, Pattern.compile("(?:\\d+(?:ms|[smhdwy]))++(?![\\w:])"));
        WORDS.put(
                Kind.NUMBER,
                Pattern.compile("(?:0[xX][0-9a-fA-F]+|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)(?![\\w:])"));
        WORDS.put(Kind.NAME, Pattern.compile("[a-zA-Z_:][\\w:]*+"));
        WORDS.put(Kind.OPERATOR, Pattern.compile("==|!=|>=|<=|=~|!~|[-+*/%^=<>(){},@]"));
    }

    private final String text;
    private final boolean variables;
    private final Matcher matcher;
    private final List<PromqlToken> tokens = new ArrayList<>();
    private int position;

    private PromqlLexer(String text, boolean variables) {
        this.text = text;
        this.variables = variables;
        this.matcher = SPACE.matcher(text);
    }

    /** Split an expression; the last word is the end. */
    static List<PromqlToken> tokens(String text, boolean variables) {
        return new PromqlLexer(text, variables).split();
    }

    private List<PromqlToken> split() {
        while (true) {
            take(SPACE);
            if (position == text.length()) {
                tokens.add(new PromqlToken(Kind.END, "", position));
                return tokens;
            }
            next();
        }
    }

    private void next() {
        int start = position;
        if (variables && take(WITH_VARIABLE)) {
            tokens.add(new PromqlToken(Kind.VARIABLE, matcher.group(), start));
            return;
        }
        if (take(STRING)) {
            String quoted = matcher.group();
            String inner = quoted.substring(1, quoted.length() - 1);
            tokens.add(new PromqlToken(Kind.STRING, quoted.startsWith("`") ? inner : unescaped(inner), start));
            return;
        }
        for (Map.Entry<Kind, Pattern> word : WORDS.entrySet()) {
            if (take(word.getValue())) {
                String found = word.getKey() == Kind.BRACKETS ? matcher.group(1) : matcher.group();
                tokens.add(new PromqlToken(word.getKey(), found, start));
                return;
            }
        }
        throw new PromqlException(
                "has '%s' at column %s, which is not PromQL".formatted(text.charAt(position), position + 1));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "t" -> "\t";
                            case "r" -> "\r";
                            default -> escape.group(1);
                        }));
    }

    private boolean take(Pattern pattern) {
        boolean found =
                matcher.usePattern(pattern).region(position, text.length()).lookingAt();
        if (found) {
            position = matcher.end();
        }
        return found;
    }
}
