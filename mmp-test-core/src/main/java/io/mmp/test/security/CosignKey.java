package io.mmp.test.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A public key that verifies what {@code cosign sign-blob --key} has signed, by this JVM's own cryptography.
 *
 * <p>It takes keys of ECDSA (P-256 is what {@code cosign generate-key-pair} makes; P-384 and P-521), RSA of 2048 bits and more, and Ed25519. The hash of ECDSA and RSA is SHA-256, as cosign has it with every key. Signatures by certificate (keyless) and the
 * transparency log are not judged, as by {@code cosign verify-blob --insecure-ignore-tlog=true}: who holds the private key is all that counts.
 *
 * @since 0.1.0
 */
public final class CosignKey {

    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");
    private static final int SHORTEST_RSA = 2048;

    private final PublicKey key;

    private CosignKey(PublicKey key) {
        this.key = key;
    }

    /**
     * Read the key of a file such as {@code cosign.pub}.
     *
     * @throws SignatureException if it has no public key in PEM
     */
    public static CosignKey of(Path pem) {
        return read(pem.toString(), SignaturePem.textOf(pem));
    }

    /**
     * Read a key that is at hand as text, such as from a ConfigMap.
     *
     * @throws SignatureException if it has no public key in PEM
     */
    public static CosignKey ofPem(String pem) {
        return read("The text of the key", pem);
    }

    /**
     * Take a key.
     *
     * @throws SignatureException if cosign makes no signatures for such keys
     */
    public static CosignKey of(PublicKey key) {
        return read("The key", SignaturePem.write("PUBLIC KEY", key.getEncoded()));
    }

    private static CosignKey read(String name, String text) {
        byte[] der = SignaturePem.read(name, text, "PUBLIC KEY").der();
        for (String algorithm : ALGORITHMS) {
            try {
                PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
                if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
                    throw new SignatureException(
                            "%s is an RSA key of %s bits, and cosign takes none under %s. Make a new pair."
                                    .formatted(name, rsa.getModulus().bitLength(), SHORTEST_RSA));
                }
                return new CosignKey(key);
            } catch (InvalidKeySpecException other) {
                continue;
            } catch (GeneralSecurityException e) {
                throw new SignatureException("This JVM has no %s. Use one of OpenJDK.".formatted(algorithm), e);
            }
        }
        throw new SignatureException(
                "%s is no key of ECDSA on P-256, P-384 or P-521, of RSA or of Ed25519. Make a pair by cosign generate-key-pair."
                        .formatted(name));
    }

    /**
     * Verify a signature of some content.
     *
     * @param signature in base64 with or without line breaks, or a bundle of cosign in JSON; {@code null} or blank if there is none
     */
    public SignatureCheck verify(byte[] content, @Nullable String signature) {
        return SignatureText.of(signature).check(this, content);
    }

    /**
     * Verify a signature of a file.
     *
     * @param signature a file with what {@code cosign sign-blob} writes with {@code --output-signature} or {@code --bundle}, or with the signature's bytes; it may be missing
     * @throws SignatureException if the content cannot be read
     */
    public SignatureCheck verify(Path content, Path signature) {
        try {
            return SignatureText.ofFile(signature).check(this, Files.readAllBytes(content));
        } catch (IOException e) {
            throw new SignatureException(
                    "What was signed, %s, cannot be read (%s). %s"
                            .formatted(
                                    content,
                                    e,
                                    e instanceof NoSuchFileException
                                            ? "Name the file that the signature is of."
                                            : "Let this user read it."),
                    e);
        }
    }

    /** Return the SHA-256 of the key, as {@code sha256:} and 64 hexadecimal digits, by which messages name it. */
    public String fingerprint() {
        return "sha256:" + HexFormat.of().formatHex(sha256(key.getEncoded()));
    }

    /** Return the key in PEM, as cosign reads it. */
    public String pem() {
        return SignaturePem.write("PUBLIC KEY", key.getEncoded());
    }

    /** Return the hint by which a bundle names its key. */
    String hint() {
        return Base64.getEncoder().encodeToString(sha256(key.getEncoded()));
    }

    /** Tell whether bytes are a signature of this content; those that are no signature at all are none. */
    boolean fits(byte[] content, byte[] signature, boolean raw) {
        try {
            Signature verifier = Signature.getInstance(algorithm(algorithm(), raw));
            verifier.initVerify(key);
            verifier.update(content);
            return verifier.verify(signature);
        } catch (InvalidKeyException e) {
            throw new SignatureException("This JVM cannot use the key %s (%s).".formatted(fingerprint(), e), e);
        } catch (GeneralSecurityException none) {
            return false;
        }
    }

    boolean isElliptic() {
        return algorithm().equals("EC");
    }

    String algorithm() {
        return key.getAlgorithm().equals("EdDSA") ? "Ed25519" : key.getAlgorithm();
    }

    static String algorithm(String ofKey, boolean raw) {
        return switch (ofKey) {
            case "EC" -> raw ? "SHA256withECDSAinP1363Format" : "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CosignKey that && Arrays.equals(key.getEncoded(), that.key.getEncoded());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key.getEncoded());
    }

    /** Return the first twelve digits of the fingerprint. */
    @Override
    public String toString() {
        return fingerprint().substring(0, 19);
    }
}
