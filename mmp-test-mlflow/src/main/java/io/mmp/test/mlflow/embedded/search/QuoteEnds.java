package io.mmp.test.mlflow.embedded.search;

/**
 * Where quoted texts end that begin at a place, for every place of a source at once.
 *
 * <p>The rule is that of a regular expression that tries a doubled quote first, then an escaped one, then any other character, and
 * goes back where that finds no end. Java's own would use the stack for each character, and SQL's lexer reads on from a quote that
 * nothing closes.
 */
final class QuoteEnds {

    private static final int NONE = -1;

    /** Where a text ends whose inside goes on at this place. */
    private final int[] ends;

    private QuoteEnds(int[] ends) {
        this.ends = ends;
    }

    /** Find the ends of a source's texts in one sort of quotes; in single and double ones a backslash may precede a quote. */
    static QuoteEnds in(String source, char quote) {
        boolean escapes = quote == '\'' || quote == '"';
        int length = source.length();
        int[] ends = new int[length + 1];
        ends[length] = NONE;
        for (int i = length - 1; i >= 0; i--) {
            boolean isQuote = source.charAt(i) == quote;
            boolean precedesQuote = i + 1 < length && source.charAt(i + 1) == quote;
            boolean isPair = precedesQuote && (isQuote || (escapes && source.charAt(i) == '\\'));
            int end = isPair ? ends[i + 2] : NONE;
            if (end == NONE) {
                end = isQuote ? i + 1 : ends[i + 1];
            }
            ends[i] = end;
        }
        return new QuoteEnds(ends);
    }

    /** Return where the text ends that begins with the quote at a place; negative if it does not end. */
    int of(int start) {
        return ends[start + 1];
    }
}
