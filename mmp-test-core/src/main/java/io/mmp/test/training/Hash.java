package io.mmp.test.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of texts and bytes. */
final class Hash {

    private final MessageDigest sha256;

    Hash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(String text) {
        return new Hash().add(text).hex();
    }

    Hash add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    Hash add(byte... bytes) {
        sha256.update(bytes);
        return this;
    }

    Hash add(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
        return this;
    }

    /** Add a name so that no two lists of names are the same bytes. */
    Hash addName(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return add(bytes.length + ":").add(bytes);
    }

    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
