package io.mmp.test.mlflow.embedded;

import java.math.BigInteger;

/** MLflow's rules for names, lengths and batches. */
final class Validation {

    private static final int MAX_EXPERIMENT_NAME = 500;

    private Validation() {}

    /** Read an experiment id; an empty one is 0. */
    static BigInteger experimentId(String id) {
        return Python.integer(id.isEmpty() ? "0" : id)
                .orElseThrow(() -> RestException.invalid(
                        "Invalid experiment ID '" + id + "'. Experiment ID must be a valid integer."));
    }

    /** Refuse an experiment name that is too long. */
    static void experimentName(String name) {
        if (name.codePointCount(0, name.length()) > MAX_EXPERIMENT_NAME) {
            throw RestException.invalid("'name' exceeds the maximum length of " + MAX_EXPERIMENT_NAME + " characters");
        }
    }

    /** Say what a name that is not its own path would resolve to. */
    static String resolvesTo(String name) {
        return "Names may be treated as files in certain cases, and must not resolve to other names when treated as such."
                + " This name would resolve to " + Python.repr(SafePath.normalize(name));
    }
}
