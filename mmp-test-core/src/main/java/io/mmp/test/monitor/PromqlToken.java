package io.mmp.test.monitor;

/**
 * A word of PromQL.
 *
 * @param kind what it is
 * @param text as it is written; of a string what it stands for, of brackets what is between them
 * @param position where it starts, from 0
 */
record PromqlToken(Kind kind, String text, int position) {

    enum Kind {
        NAME,
        NUMBER,
        DURATION,
        STRING,
        BRACKETS,
        OPERATOR,
        VARIABLE,
        END
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    @Override
    public String toString() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}
