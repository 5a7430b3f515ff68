package io.mmp.test.readiness;

import io.mmp.test.security.SecretSearch;
import java.util.regex.Pattern;

/** Prints values of settings so that no secret is among them. */
final class ShownValue {

    private static final Pattern SECRET_KEY = Pattern.compile(
            "(?i).*(?:password|passwd|pwd|secret|token|credential|api[_.-]?key|access[_.-]?key|private[_.-]?key).*");
    private static final int LONGEST = 80;

    private ShownValue() {}

    static String of(String key, String value) {
        if (SECRET_KEY.matcher(key.substring(key.lastIndexOf('.') + 1)).matches()) {
            return "***";
        }
        String masked = SecretSearch.mask(value).replace("\n", "\\n");
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "...";
    }
}
