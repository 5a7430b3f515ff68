package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mmp.test.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A signature in one of the forms that cosign writes: base64, its bundle, or the bundle of Sigstore.
 *
 * @param unreadable why there is none, or {@code null}
 * @param digest the SHA-256 of the content that a bundle names, or {@code null}
 * @param hint the key that a bundle names, or {@code null}
 */
@SuppressWarnings("ArrayRecordComponent") // two are never compared
record SignatureText(
        byte[] bytes,
        @Nullable SignatureCheck unreadable,
        byte @Nullable [] digest,
        @Nullable String hint) {

    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]+={0,2}\\s*");
    private static final long LARGEST_FILE = 1 << 20;

    /** What {@code SEQUENCE} is in DER, by which each signature of ECDSA begins. */
    private static final byte SEQUENCE = 0x30;

    static SignatureText ofFile(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                return unreadable("%s has more than 1 MiB: it is no signature. Name the right file.".formatted(file));
            }
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, ISO_8859_1);
            boolean isText = text.isBlank()
                    || text.stripLeading().startsWith("{")
                    || BASE64.matcher(text).matches();
            return isText ? of(text) : new SignatureText(bytes, null, null, null);
        } catch (NoSuchFileException e) {
            return unsigned("There is no signature %s. Sign it, such as by cosign sign-blob.".formatted(file));
        } catch (IOException e) {
            return unreadable("The signature %s cannot be read (%s). Let this user read it.".formatted(file, e));
        }
    }

    static SignatureText of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return unsigned("There is no signature. Sign it, such as by cosign sign-blob.");
        }
        return text.stripLeading().startsWith("{") ? ofBundle(text) : ofBase64(text, null, null);
    }

    private static SignatureText ofBase64(String text, byte @Nullable [] digest, @Nullable String hint) {
        try {
            byte[] bytes = Base64.getDecoder().decode(BLANK.matcher(text).replaceAll(""));
            return new SignatureText(bytes, null, digest, hint);
        } catch (IllegalArgumentException e) {
            return unreadable("The signature is no base64 (%s). Take what cosign sign-blob has written, as it is."
                    .formatted(e.getMessage()));
        }
    }

    private static SignatureText ofBundle(String text) {
        Object read;
        try {
            read = JsonReader.readDistinct(text);
        } catch (IllegalArgumentException e) {
            return unreadable(
                    "The bundle is no JSON (%s). Take what cosign has written, as it is.".formatted(e.getMessage()));
        }
        Map<?, ?> bundle = object(read);
        if (bundle.get("base64Signature") instanceof String signature) {
            return ofBase64(signature, null, null);
        }
        Map<?, ?> message = object(bundle.get("messageSignature"));
        if (!(message.get("signature") instanceof String signature)) {
            return unreadable(
                    bundle.containsKey("dsseEnvelope")
                            ? "The bundle has an attestation (dsseEnvelope) and no signature of a file. Sign by cosign sign-blob."
                            : "The bundle has neither base64Signature nor messageSignature.signature. Take what cosign sign-blob --bundle has written.");
        }
        Map<?, ?> material = object(bundle.get("verificationMaterial"));
        if (!material.containsKey("publicKey")) {
            return unreadable(
                    "The bundle names no public key: it was signed by certificate (keyless), which is not judged here. Sign with a key pair, or ask cosign itself.");
        }
        Map<?, ?> digest = object(message.get("messageDigest"));
        try {
            return ofBase64(
                    signature,
                    "SHA2_256".equals(digest.get("algorithm")) && digest.get("digest") instanceof String value
                            ? Base64.getDecoder().decode(value)
                            : null,
                    object(material.get("publicKey")).get("hint") instanceof String hint && !hint.isEmpty()
                            ? hint
                            : null);
        } catch (IllegalArgumentException e) {
            return unreadable("The digest in the bundle is no base64 (%s). Take what cosign has written, as it is."
                    .formatted(e.getMessage()));
        }
    }

    SignatureCheck check(CosignKey key, byte[] content) {
        if (unreadable != null) {
            return unreadable;
        }
        boolean isChanged = digest != null && !Arrays.equals(digest, CosignKey.sha256(content));
        if (key.fits(content, bytes, false)) {
            // Whoever can write the bundle can write its digest: one that lies says that the rest is not to be trusted
            // either.
            return isChanged
                    ? new SignatureCheck(
                            SignatureOutcome.UNREADABLE,
                            "The signature is right, but the digest in its bundle is that of other content. Sign anew.")
                    : SignatureCheck.valid("Signed with the key %s.".formatted(key.fingerprint()));
        }
        if (isChanged) {
            return new SignatureCheck(
                    SignatureOutcome.CHANGED,
                    "The content is not what was signed: its SHA-256 differs from that in the bundle. Take the content that was signed, or sign it anew.");
        }
        if (hint != null
                && !hint.equals(key.hint())
                && hint.length() == key.hint().length()) {
            return new SignatureCheck(
                    SignatureOutcome.OTHER_KEY,
                    "The bundle names another key than %s as the one that signed. Sign with the right key, or verify with the other's public half."
                            .formatted(key));
        }
        return misfit(key, content);
    }

    private SignatureCheck misfit(CosignKey key, byte[] content) {
        if (key.isElliptic() && (bytes.length == 0 || bytes[0] != SEQUENCE || bytes.length % 32 == 0)) {
            if (key.fits(content, bytes, true)) {
                return new SignatureCheck(
                        SignatureOutcome.UNREADABLE,
                        "The signature fits, but is raw (r and s, %s bytes, as JOSE has it), and cosign takes DER alone. Write it as DER."
                                .formatted(bytes.length));
            }
            if (bytes.length == 0 || bytes[0] != SEQUENCE) {
                return new SignatureCheck(
                        SignatureOutcome.UNREADABLE,
                        "The signature has %s bytes that are no ECDSA signature in DER%s. Take what cosign sign-blob has written, as it is."
                                .formatted(bytes.length, beginning(bytes)));
            }
        }
        return new SignatureCheck(
                SignatureOutcome.NO_FIT,
                "The signature is none of this content by the key %s: the content was changed after it was signed, or another key signed it. Take the content that was signed, or sign it anew with the right key."
                        .formatted(key.fingerprint()));
    }

    /** Tell what it is instead, if it is a signature that somebody has put into base64 twice. */
    private static String beginning(byte[] bytes) {
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(bytes);
            return decoded.length > 0 && decoded[0] == SEQUENCE ? " but base64 of base64" : "";
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static SignatureText unsigned(String reason) {
        return new SignatureText(new byte[0], new SignatureCheck(SignatureOutcome.UNSIGNED, reason), null, null);
    }

    private static SignatureText unreadable(String reason) {
        return new SignatureText(new byte[0], new SignatureCheck(SignatureOutcome.UNREADABLE, reason), null, null);
    }
}
