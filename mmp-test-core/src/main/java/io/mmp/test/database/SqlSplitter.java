package io.mmp.test.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a script into statements where {@code psql} does: at semicolons outside of quotes, comments, parentheses, and of the bodies of
 * functions that begin with {@code BEGIN ATOMIC}.
 */
final class SqlSplitter {

    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)?\\$");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
    private static final Pattern ROUTINE =
            Pattern.compile("(?is)CREATE\\s+(OR\\s+REPLACE\\s+)?(FUNCTION|PROCEDURE)\\b.*");

    private final String script;
    private final List<SqlStatement> statements = new ArrayList<>();
    private int at;
    private int line = 1;

    /** Where the statement begins, -1 before its first character. */
    private int start = -1;

    private int startLine;
    private int parentheses;
    private int blocks;

    private SqlSplitter(String script) {
        this.script = script;
    }

    /**
     * Split a script.
     *
     * @throws IllegalArgumentException if a quote or comment does not end, or a line is a command of {@code psql}
     */
    static List<SqlStatement> split(String script) {
        SqlSplitter splitter = new SqlSplitter(script);
        while (splitter.at < script.length()) {
            splitter.step();
        }
        splitter.end();
        return splitter.statements;
    }

    private void step() {
        char c = script.charAt(at);
        if (script.startsWith("--", at)) {
            int newline = script.indexOf('\n', at);
            advance(newline < 0 ? script.length() : newline);
        } else if (script.startsWith("/*", at)) {
            comment();
        } else if (Character.isWhitespace(c)) {
            advance(at + 1);
        } else if (c == ';' && parentheses == 0 && blocks == 0) {
            end();
            advance(at + 1);
        } else {
            begin();
            token(c);
        }
    }

    private void token(char c) {
        Matcher dollar = at(DOLLAR_QUOTE);
        Matcher word = at(WORD);
        if (c == '\'') {
            quote(c, false);
        } else if (c == '"') {
            quote(c, false);
        } else if (dollar.lookingAt()) {
            verbatim(dollar.group());
        } else if (word.lookingAt()) {
            word(word.group());
        } else if (c == '\\' && start == at) {
            throw new IllegalArgumentException("line %s: '%s' is a command of psql, not SQL"
                    .formatted(line, script.substring(at).lines().findFirst().orElse("")));
        } else {
            parentheses += c == '(' ? 1 : c == ')' && parentheses > 0 ? -1 : 0;
            advance(at + 1);
        }
    }

    private void word(String word) {
        advance(at + word.length());
        if (word.equalsIgnoreCase("E") && at < script.length() && script.charAt(at) == '\'') {
            quote('\'', true);
            return;
        }
        switch (word.toUpperCase(Locale.ROOT)) {
            case "BEGIN" -> blocks += isRoutine() ? 1 : 0;
            case "CASE" -> blocks += blocks > 0 ? 1 : 0;
            case "END" -> blocks -= blocks > 0 ? 1 : 0;
            default -> {} // nothing that has semicolons inside
        }
    }

    private boolean isRoutine() {
        return ROUTINE.matcher(script).region(start, at).matches();
    }

    private void quote(char quote, boolean escapes) {
        int from = line;
        int next = at + 1;
        while (next < script.length() && script.charAt(next) != quote) {
            next += escapes && script.charAt(next) == '\\' ? 2 : 1;
        }
        requireEnd(next < script.length(), "the quote " + quote, from);
        advance(next + 1); // a doubled quote is the end of one and the beginning of the next
        if (escapes && at < script.length() && script.charAt(at) == quote) {
            quote(quote, true);
        }
    }

    private void verbatim(String tag) {
        int close = script.indexOf(tag, at + tag.length());
        requireEnd(close >= 0, "the quote " + tag, line);
        advance(close + tag.length());
    }

    /** Comments contain comments in PostgreSQL and H2. */
    private void comment() {
        int from = line;
        int depth = 0;
        int next = at;
        do {
            requireEnd(next + 1 < script.length(), "the comment", from);
            boolean opens = script.startsWith("/*", next);
            boolean closes = script.startsWith("*/", next);
            depth += opens ? 1 : closes ? -1 : 0;
            next += opens || closes ? 2 : 1;
        } while (depth > 0);
        advance(next);
    }

    private static void requireEnd(boolean ends, String what, int line) {
        if (!ends) {
            throw new IllegalArgumentException("line %s: %s does not end".formatted(line, what));
        }
    }

    private Matcher at(Pattern pattern) {
        return pattern.matcher(script).region(at, script.length());
    }

    private void begin() {
        if (start < 0) {
            start = at;
            startLine = line;
        }
    }

    private void end() {
        if (start >= 0) {
            statements.add(
                    new SqlStatement(startLine, script.substring(start, at).strip()));
        }
        start = -1;
        parentheses = 0;
        blocks = 0;
    }

    private void advance(int next) {
        int to = Math.min(next, script.length());
        line += (int) script.substring(at, to).chars().filter(c -> c == '\n').count();
        at = to;
    }
}
