package io.mmp.test.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The header by which a service knows somebody.
 *
 * @param name such as {@code Authorization}
 * @param value such as {@code Bearer ...}
 */
record HttpCredentials(String name, String value) {

    static HttpCredentials basic(String user, String password) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new HttpCredentials("Authorization", "Basic " + pair);
    }

    /** Return credentials of the same form that are not right: a wrong password, or another character in the middle of a token's last part, where a signature is. */
    HttpCredentials forged() {
        if (value.startsWith("Basic ")) {
            String pair = new String(Base64.getDecoder().decode(value.substring(6)), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return basic(pair.substring(0, Math.max(0, colon)), pair.substring(colon + 1) + "-wrong");
        }
        int start = Math.max(value.lastIndexOf('.'), Math.max(value.lastIndexOf(' '), value.lastIndexOf('='))) + 1;
        // What ends in '=' is padded base64: the part before it is meant.
        int from = start >= value.length() ? 0 : start;
        int middle = from + (value.length() - from) / 2;
        char other = value.charAt(middle) == 'A' ? 'B' : 'A';
        return new HttpCredentials(name, value.substring(0, middle) + other + value.substring(middle + 1));
    }
}
