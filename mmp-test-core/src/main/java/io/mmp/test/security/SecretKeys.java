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

    /** Not {@code max_tokens} and {@code tokenizer}, which every language model has. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)password|passwd|passphrase|pwd|secret|token(?!s|i[sz])|credential|api[_.-]?key|access[_.-]?key|private[_.-]?key");

    private SecretKeys() {}

    /** Tell whether what has this name is likely a secret. */
    public static boolean isSecret(String name) {
        return SECRET.matcher(name).find();
    }
}
