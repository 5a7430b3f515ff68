package io.mmp.test.readiness;

import io.mmp.test.security.SecretKeys;
import io.mmp.test.security.SecretSearch;

/** Prints values of settings so that no secret is among them. */
final class ShownValue {

    private static final int LONGEST = 80;

    private ShownValue() {}

    static String of(String key, String value) {
        if (SecretKeys.isSecret(key.substring(key.lastIndexOf('.') + 1))) {
            return "***";
        }
        String masked = SecretSearch.mask(value).replace("\n", "\\n");
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "...";
    }
}
