package io.mmp.test.mlflow.differential;

import org.jspecify.annotations.Nullable;

/**
 * One field in which two answers disagree.
 *
 * @param field {@code status}, {@code header Content-Type}, or a path of the body such as {@code body.run.info.status}
 * @param reference the reference server's value, null when absent
 * @param other the other server's value, null when absent
 */
record Difference(
        String field, @Nullable Object reference, @Nullable Object other) {

    @Override
    public String toString() {
        return field + ": the reference says " + quoted(reference) + " but the other says " + quoted(other);
    }

    private static String quoted(@Nullable Object value) {
        return value == null ? "nothing" : "<" + value + ">";
    }
}
