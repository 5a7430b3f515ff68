package io.mmp.test.security;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a secret of one kind looks like.
 *
 * @param keywords in lower case; the pattern begins where one of them does, and is tried nowhere else
 * @param pattern with a bound; where it has a group, the secret is what the first one has
 * @param judge tells by the value and the kind of text whether it may be a secret
 */
record SecretRule(String name, List<String> keywords, Pattern pattern, Judge judge) {

    interface Judge {
        boolean isSecret(String value, SecretText kind);
    }
}
