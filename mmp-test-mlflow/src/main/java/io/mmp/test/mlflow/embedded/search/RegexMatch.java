package io.mmp.test.mlflow.embedded.search;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Compares texts with a regular expression as MLflow's database does: one that is wrong matches nothing. */
public final class RegexMatch {

    private static final int MAX_STEPS = 5_000_000;

    private RegexMatch() {}

    /** Return the test for {@code RLIKE}. */
    public static Predicate<String> of(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex, Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS);
            return text -> {
                try {
                    return pattern.matcher(new Bounded(text)).find();
                } catch (StackOverflowError | TooManySteps endless) {
                    return false;
                }
            };
        } catch (PatternSyntaxException wrong) {
            return text -> false;
        }
    }

    /** A text that can be looked at so many times only: one bad expression must not hold up the server. */
    private static final class Bounded implements CharSequence {

        private final CharSequence text;
        private int steps;

        Bounded(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MAX_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super("A regular expression takes too many steps", null, false, false);
        }
    }
}
