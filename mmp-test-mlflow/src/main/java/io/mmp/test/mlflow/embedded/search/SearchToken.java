package io.mmp.test.mlflow.embedded.search;

import java.util.List;

/** A word of a filter, or several that belong together. */
public final class SearchToken {

    /** What a token is. */
    public enum Kind {
        SPACE,
        COMMENT,
        NAME,
        SYMBOL,
        IDENTIFIER,
        PLACEHOLDER,
        STRING,
        INTEGER,
        FLOAT,
        COMPARATOR,
        OPERATOR,
        KEYWORD,
        ORDER,
        PUNCTUATION,
        PARENTHESIS,
        FUNCTION,
        OPERATION,
        COMPARISON,
        LIST,
        ERROR
    }

    private final Kind kind;
    private final String source;
    private final int start;
    private final int end;
    private final List<SearchToken> parts;

    // A place in the source instead of a copy of it: else a chain of operators, each joined to all before, takes memory
    // that grows
    // with the square of its length.
    private SearchToken(Kind kind, String source, int start, int end, List<SearchToken> parts) {
        this.kind = kind;
        this.source = source;
        this.start = start;
        this.end = end;
        this.parts = parts;
    }

    /** Create a token with a text of its own and the parts of a comparison. */
    SearchToken(Kind kind, String text, List<SearchToken> parts) {
        this(kind, text, 0, text.length(), parts);
    }

    /** Create a token that is not a comparison. */
    static SearchToken of(Kind kind, String text) {
        return new SearchToken(kind, text, List.of());
    }

    /** Create a token of a part of a source. */
    static SearchToken of(Kind kind, String source, int start, int end) {
        return new SearchToken(kind, source, start, end, List.of());
    }

    /** Join neighbours of one source into one. */
    static SearchToken join(Kind kind, List<SearchToken> tokens) {
        SearchToken first = tokens.get(0);
        return of(kind, first.source, first.start, tokens.get(tokens.size() - 1).end);
    }

    /** Return what this is. */
    public Kind kind() {
        return kind;
    }

    /** Return the source, white space included. */
    public String text() {
        return source.substring(start, end);
    }

    /** Return where in the source it ends. */
    int end() {
        return end;
    }

    /** Return what a comparison consists of: left side, comparator and, unless it is a null test, right side. */
    public List<SearchToken> parts() {
        return parts;
    }

    /** Return the same token with the parts of a comparison. */
    SearchToken withParts(List<SearchToken> comparison) {
        return new SearchToken(kind, source, start, end, comparison);
    }

    /** Tell whether this is of one of some kinds. */
    public boolean is(Kind... kinds) {
        return List.of(kinds).contains(kind);
    }

    /** Tell whether this is a keyword or a sign, in any case. */
    boolean isWord(Kind expected, String word) {
        return kind == expected
                && end - start == word.length()
                && source.regionMatches(true, start, word, 0, word.length());
    }
}
