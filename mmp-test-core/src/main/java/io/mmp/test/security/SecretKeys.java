package io.mmp.test.security;

import io.mmp.test.Internal;
import java.util.regex.Pattern;

/**
 * Tells by its name that a setting, a parameter or a variable holds a secret.
 *
 * @since 0.1.0
 */
@Internal
public final class SecretKeys {

    private static final Pattern SECRET = Pattern.compile(
            "(?i)password|passwd|passphrase|pwd|secret|token|credential|api[_.-]?key|access[_.-]?key|private[_.-]?key");

    /** Of language models, which count them. */
    private static final Pattern TOKENS = Pattern.compile("(?i)token(?:iz|is)?");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");

    private SecretKeys() {}

    /** Tell whether what has this name is likely a secret. */
    public static boolean isSecret(String name) {
        return SECRET.matcher(name).find();
    }

    /** Return a value, or stars where it is likely a secret, and in place of what looks like one in it. */
    public static String mask(String name, String value) {
        return isSecret(name, value) ? "***" : SecretSearch.mask(value);
    }

    /** Tell the same of a value: it is none in {@code max_tokens=512} and {@code tokenizer=bert}. */
    public static boolean isSecret(String name, String value) {
        String others = TOKENS.matcher(name).replaceAll("");
        boolean isOfModel =
                name.matches("(?i).*token(?:iz|is).*") || NUMBER.matcher(value).matches();
        return isSecret(others) || (isSecret(name) && !isOfModel);
    }
}
