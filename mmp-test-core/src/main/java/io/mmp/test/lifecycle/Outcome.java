package io.mmp.test.lifecycle;

import org.jspecify.annotations.Nullable;

/** What became of one command on the real service. */
record Outcome(Kind kind, @Nullable Object answer, @Nullable Throwable thrown) {

    enum Kind {
        /** It was done, and maybe answered. */
        ANSWERED,
        /** The service said no. */
        REFUSED,
        /** The answer did not arrive: it may have been done, may be done later, or never. */
        UNKNOWN,
        /** It threw what is neither. */
        BROKEN
    }

    static Outcome answered(@Nullable Object answer) {
        return new Outcome(Kind.ANSWERED, answer, null);
    }

    static Outcome unknown() {
        return new Outcome(Kind.UNKNOWN, null, null);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Return what stands behind a step, such as {@code " -> 3"}. */
    String shown() {
        return switch (kind) {
            case ANSWERED -> answer == null ? "" : " -> " + Literal.shown(answer);
            case REFUSED -> " refused: " + reason();
            case UNKNOWN -> " -> unknown" + (thrown == null ? ": it did not return in time" : ": " + thrown);
            case BROKEN -> " threw " + thrown;
        };
    }

    /** Return why it was refused, in the words of the service. */
    String reason() {
        if (thrown == null) {
            return "";
        }
        String message = thrown.getMessage();
        return message == null
                ? thrown.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
