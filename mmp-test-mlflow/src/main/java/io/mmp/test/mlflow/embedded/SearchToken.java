package io.mmp.test.mlflow.embedded;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A word of a filter, or several that belong together.
 *
 * @param text the source, white space included
 * @param parts what a comparison consists of: left side, comparator and, unless it is a null test, right side
 */
record SearchToken(Kind kind, String text, List<SearchToken> parts) {

    /** What a token is. */
    enum Kind {
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

    /** Create a token that is not a comparison. */
    static SearchToken of(Kind kind, String text) {
        return new SearchToken(kind, text, List.of());
    }

    /** Join tokens into one. */
    static SearchToken join(Kind kind, List<SearchToken> tokens) {
        return of(kind, tokens.stream().map(SearchToken::text).collect(Collectors.joining()));
    }

    /** Tell whether this is of one of some kinds. */
    boolean is(Kind... kinds) {
        return List.of(kinds).contains(kind);
    }

    /** Tell whether this is a keyword or a sign, in any case. */
    boolean isWord(Kind expected, String word) {
        return kind == expected && text.equalsIgnoreCase(word);
    }
}
