package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/**
 * A secret that was found. The secret itself is not in it.
 *
 * @param kind what it is, such as {@code a key of AWS}
 * @param file the file, and after {@code !/} the entry of an archive in it
 * @param line from 1
 * @param layer the layer of an image, such as {@code layer 2 of 5}, with what became of the file later; empty elsewhere
 * @param shown its first characters, at most four and of short ones none, and its length
 * @param digest its SHA-256 as {@code sha256:} and hexadecimal digits, by which it can be allowed; those of passwords can be guessed from it
 * @since 0.1.0
 */
public record SecretFinding(String kind, String file, long line, String layer, String shown, String digest) {

    private static final int LONGEST_GUESSED = 20;

    static SecretFinding of(SecretSearch.Hit hit, String file, long line) {
        byte[] bytes = hit.value().getBytes(ISO_8859_1);
        String value = new String(bytes, UTF_8);
        int most = hit.rule().startsWith(SecretRules.PRIVATE_KEY) ? 0 : value.length() >= 16 ? 4 : 0;
        String shown = "'%s...' of %s characters".formatted(value.substring(0, most), value.length());
        return new SecretFinding(
                hit.rule(), file, line, "", shown, "sha256:" + HexFormat.of().formatHex(CosignKey.sha256(bytes)));
    }

    SecretFinding in(String newFile, String newLayer) {
        return new SecretFinding(kind, newFile, line, newLayer, shown, digest);
    }

    /** Return the kind and the place. The digest is there for what is too long to be guessed from it alone. */
    @Override
    public String toString() {
        int length = Integer.parseInt(shown.replaceAll(".* of (\\d+) characters", "$1"));
        return "%s%s, line %s: %s, %s%s"
                .formatted(
                        layer.isEmpty() ? "" : layer + ", ",
                        file,
                        line,
                        kind,
                        shown,
                        length > LONGEST_GUESSED ? ", " + digest : "");
    }
}
