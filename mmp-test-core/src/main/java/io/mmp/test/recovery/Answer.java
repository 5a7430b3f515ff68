package io.mmp.test.recovery;

import java.util.OptionalInt;

/**
 * What a probe was answered.
 *
 * @param status the HTTP status; empty for a probe that is no HTTP request
 * @param body the text of the answer, its first 65,536 characters if it is longer
 * @since 0.1.0
 */
public record Answer(OptionalInt status, String body) {

    private static final int LONGEST = 65_536;

    /** Cut a body that is longer than what is kept of it. */
    public Answer {
        body = body.length() <= LONGEST ? body : body.substring(0, LONGEST);
    }
}
