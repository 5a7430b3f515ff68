package io.mmp.test.mlflow.differential;

import java.util.function.Predicate;

/**
 * A difference between two error messages that is accepted, and why.
 *
 * @param messages whether two messages differ only in what the reason says
 */
record Tolerance(String reason, Predicate<Messages> messages) {

    /** The message of the reference server and the message of the other. */
    record Messages(String reference, String other) {}

    /** Return whether this entry excuses the difference. */
    boolean covers(Difference difference) {
        return difference.field().equals("body.message")
                && difference.reference() instanceof String reference
                && difference.other() instanceof String other
                && messages.test(new Messages(reference, other));
    }
}
