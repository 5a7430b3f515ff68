package io.mmp.test.readiness;

import io.mmp.test.security.SecretSearch;
import java.time.Duration;
import java.util.Optional;

/**
 * What a health endpoint said.
 *
 * @param status 0 if there was no answer
 * @param failure what happened instead of an answer, such as {@code gave no answer within 5s}; empty if there was one
 */
record HealthAnswer(int status, String body, Duration time, String failure) {

    private static final int LONGEST = 300;

    static HealthAnswer none(String failure, Duration time) {
        return new HealthAnswer(0, "", time, failure);
    }

    boolean isGreen() {
        return status >= 200 && status < 300;
    }

    HealthBody read() {
        return HealthBody.of(body);
    }

    /** Say why a green answer is none after all: its body speaks against its status; empty if it does not. */
    Optional<String> contradiction() {
        HealthBody read = read();
        return !isGreen() || read.red().isEmpty()
                ? Optional.empty()
                : Optional.of("its body says that %s".formatted(read.sentence()));
    }

    /** Say what came, as a predicate such as {@code answered 503: {"status": "down"}}. */
    @Override
    public String toString() {
        if (!failure.isEmpty()) {
            return failure;
        }
        String shown = SecretSearch.mask(body).strip().replaceAll("\\s+", " ");
        return "answered %s%s"
                .formatted(
                        status,
                        shown.isEmpty()
                                ? " without a body"
                                : ": " + (shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "..."));
    }
}
