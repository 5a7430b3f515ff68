package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of PEM, with whatever text and comments stand around it.
 *
 * @param label such as {@code PUBLIC KEY}
 */
@SuppressWarnings("ArrayRecordComponent") // two are never compared
record SignaturePem(String label, byte[] der) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,60})-----([^-]{0,100000})-----END \\1-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final long LARGEST_FILE = 1 << 20;

    static String textOf(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new SignatureException(
                        "%s has more than 1 MiB: it is no key. Give the file with the key.".formatted(file));
            }
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new SignatureException(
                    "The key %s cannot be read (%s). Give a file in PEM that this user may read.".formatted(file, e),
                    e);
        }
    }

    /** Read the first block with a key; parameters of a curve, which OpenSSL writes before it, are none. */
    static SignaturePem read(String name, String text, String wanted) {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String label = block.group(1);
            if (label.equals("EC PARAMETERS")) {
                continue;
            }
            if (!label.equals(wanted)) {
                throw new SignatureException("%s has a block %s, and %s is needed. %s"
                        .formatted(name, label, wanted, remedy(label, wanted)));
            }
            try {
                return new SignaturePem(label, Base64.getMimeDecoder().decode(block.group(2)));
            } catch (IllegalArgumentException e) {
                throw new SignatureException(
                        "The block %s of %s is no base64 (%s). Write the key anew."
                                .formatted(label, name, e.getMessage()),
                        e);
            }
        }
        throw new SignatureException(
                text.isBlank()
                        ? "%s is empty. Give a file in PEM with a %s.".formatted(name, wanted)
                        : "%s has no block '-----BEGIN %s-----'. Give a key in PEM; 'openssl pkey' writes one from other forms."
                                .formatted(name, wanted));
    }

    private static String remedy(String label, String wanted) {
        if (label.equals("CERTIFICATE")) {
            return "Signatures by certificate (keyless) are not judged here: use a key pair, or cosign itself.";
        }
        if (wanted.equals("PUBLIC KEY")) {
            return label.contains("PRIVATE KEY")
                    ? "Give the public half, such as cosign.pub, and keep the private one where it is."
                    : "Convert it: openssl rsa -RSAPublicKey_in -in OLD -pubout -out NEW.";
        }
        if (label.equals("PUBLIC KEY")) {
            return "Nothing can be signed with the public half: give the private one.";
        }
        return label.startsWith("ENCRYPTED")
                ? "Encrypted keys are not read: sign with cosign or OpenSSL itself, or make a pair for the test by CosignSigner.generate()."
                : "Convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW.";
    }

    static String write(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, LINES.encodeToString(der), label);
    }
}
