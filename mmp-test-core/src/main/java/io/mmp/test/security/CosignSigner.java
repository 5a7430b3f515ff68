package io.mmp.test.security;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * A key pair that signs as {@code cosign sign-blob --key} does, so that cosign verifies it.
 *
 * @since 0.1.0
 */
public final class CosignSigner {

    private final CosignKey key;
    private final PrivateKey privateKey;

    private CosignSigner(CosignKey key, PrivateKey privateKey) {
        this.key = key;
        this.privateKey = privateKey;
    }

    /** Make a new pair on P-256, as {@code cosign generate-key-pair} does. Its private half stays in this JVM. */
    public static CosignSigner generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return of(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new SignatureException("This JVM has no ECDSA on P-256. Use one of OpenJDK.", e);
        }
    }

    /**
     * Take a pair.
     *
     * @throws SignatureException if its halves do not belong together, or cosign makes no signatures with such keys
     */
    public static CosignSigner of(KeyPair pair) {
        return checked("The private key", new CosignSigner(CosignKey.of(pair.getPublic()), pair.getPrivate()));
    }

    /**
     * Take a pair whose private half stands in a file.
     *
     * @param privateKey in PEM, as PKCS#8 without a password; those that cosign has encrypted are not read
     * @throws SignatureException if it cannot be read, or is not the half of this key
     */
    public static CosignSigner of(CosignKey key, Path privateKey) {
        byte[] der = SignaturePem.read(privateKey.toString(), SignaturePem.textOf(privateKey), "PRIVATE KEY")
                .der();
        try {
            PrivateKey read = KeyFactory.getInstance(key.algorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
            return checked(privateKey.toString(), new CosignSigner(key, read));
        } catch (GeneralSecurityException e) {
            throw new SignatureException(
                    "%s is no private key for the public one, which is of %s. Give the two halves of one pair."
                            .formatted(privateKey, key.algorithm()),
                    e);
        }
    }

    private static CosignSigner checked(String name, CosignSigner signer) {
        byte[] content = {1};
        if (!signer.key.verify(content, signer.sign(content)).isValid()) {
            throw new SignatureException("%s is not the private half of the key %s. Give the two halves of one pair."
                    .formatted(name, signer.key));
        }
        return signer;
    }

    /** Sign some content, and return the signature in base64, as {@code cosign sign-blob} prints it. */
    public String sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(CosignKey.algorithm(key.algorithm(), false));
            signature.initSign(privateKey);
            signature.update(content);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new SignatureException("This JVM cannot sign with the pair of %s (%s).".formatted(key, e), e);
        }
    }

    /** Return the public half. */
    public CosignKey key() {
        return key;
    }

    /** Return the private half in PEM without a password, such as for {@code cosign import-key-pair --key FILE}. It is for tests: a secret scan finds it. */
    public String privateKeyPem() {
        return SignaturePem.write("PRIVATE KEY", privateKey.getEncoded());
    }

    /** Return the name of the public half. */
    @Override
    public String toString() {
        return key.toString();
    }
}
