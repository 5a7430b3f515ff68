package io.mmp.test.mlflow.failure;

import io.mmp.test.security.SecretKeys;

/** Prints params and tags so that no secret is among them. */
final class ShownEntry {

    private static final int LONGEST = 60;

    private ShownEntry() {}

    /** Return the value of a param or tag, or stars. */
    static String value(String key, String value) {
        return SecretKeys.mask(key, value);
    }

    /** Return it as {@code key=value} on one line, cut where it is long. */
    static String line(String key, String value) {
        return key + "=" + shortened(value(key, value).replace("\n", "\\n"));
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
