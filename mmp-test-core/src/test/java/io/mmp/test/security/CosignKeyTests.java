package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CosignKeyTests {

    private static final byte[] MODEL = "tree 1\nleaf 0.5\n".getBytes(UTF_8);
    private static final CosignSigner SIGNER = CosignSigner.generate();

    @ParameterizedTest
    @CsvSource({"EC, 256", "EC, 384", "EC, 521", "RSA, 2048", "Ed25519, 255"})
    void what_a_key_has_signed_is_valid_and_nothing_else(String algorithm, int bits) throws GeneralSecurityException {
        CosignSigner signer = CosignSigner.of(pair(algorithm, bits));
        CosignKey key = CosignKey.ofPem(signer.key().pem());
        String signature = signer.sign(MODEL);

        assertThat(key.verify(MODEL, signature))
                .isEqualTo(
                        new SignatureCheck(SignatureOutcome.VALID, "Signed with the key " + key.fingerprint() + "."));
        assertThat(key.verify("tree 2".getBytes(UTF_8), signature).outcome()).isEqualTo(SignatureOutcome.NO_FIT);
        assertThat(CosignSigner.of(pair(algorithm, bits))
                        .key()
                        .verify(MODEL, signature)
                        .outcome())
                .isEqualTo(SignatureOutcome.NO_FIT);
    }

    @Test
    void a_signature_of_other_content_or_by_another_key_says_what_it_cannot_tell() {
        assertThat(SIGNER.key().verify("other".getBytes(UTF_8), SIGNER.sign(MODEL)))
                .hasToString(
                        "NO_FIT: The signature is none of this content by the key %s: the content was changed after it was signed, or another key signed it. Take the content that was signed, or sign it anew with the right key."
                                .formatted(SIGNER.key().fingerprint()));
    }

    @Test
    void each_change_of_one_bit_is_seen() {
        byte[] signature = Base64.getDecoder().decode(SIGNER.sign(MODEL));
        for (int i = 0; i < signature.length; i++) {
            byte[] changed = signature.clone();
            changed[i] ^= 1;
            assertThat(SIGNER.key()
                            .verify(MODEL, Base64.getEncoder().encodeToString(changed))
                            .isValid())
                    .as("byte %s", i)
                    .isFalse();
        }
    }

    @Test
    void base64_is_read_with_the_line_breaks_of_any_system() {
        String signature = SIGNER.sign(MODEL);
        String lines = signature.substring(0, 20) + "\r\n" + signature.substring(20) + "\r\n";

        assertThat(SIGNER.key().verify(MODEL, lines).isValid()).isTrue();
        assertThat(SIGNER.key().verify(MODEL, "\n" + signature + "\n").isValid())
                .isTrue();
    }

    @Test
    void what_is_no_signature_is_told_from_a_wrong_one() throws GeneralSecurityException {
        Signature raw = Signature.getInstance("SHA256withECDSAinP1363Format");
        KeyPair pair = pair("EC", 256);
        raw.initSign(pair.getPrivate());
        raw.update(MODEL);
        CosignKey key = CosignKey.of(pair.getPublic());

        assertThat(key.verify(MODEL, null))
                .hasToString("UNSIGNED: There is no signature. Sign it, such as by cosign sign-blob.");
        assertThat(key.verify(MODEL, " \n").outcome()).isEqualTo(SignatureOutcome.UNSIGNED);
        assertThat(key.verify(MODEL, "signed, honestly"))
                .hasToString(
                        "UNREADABLE: The signature is no base64 (Illegal base64 character 2c). Take what cosign sign-blob has written, as it is.");
        assertThat(key.verify(MODEL, Base64.getEncoder().encodeToString(raw.sign())))
                .hasToString(
                        "UNREADABLE: The signature fits, but is raw (r and s, 64 bytes, as JOSE has it), and cosign takes DER alone. Write it as DER.");
        assertThat(key.verify(MODEL, "aGVsbG8="))
                .hasToString(
                        "UNREADABLE: The signature has 5 bytes that are no ECDSA signature in DER. Take what cosign sign-blob has written, as it is.");
    }

    @RepeatedTest(20) // a signature is drawn, and its length with it
    void base64_of_base64_is_told() {
        String twice = Base64.getEncoder().encodeToString(SIGNER.sign(MODEL).getBytes(UTF_8));

        assertThat(SIGNER.key().verify(MODEL, twice).reason())
                .contains("no ECDSA signature in DER but base64 of base64.");
    }

    @Test
    void a_signature_of_zeros_is_none() {
        byte[] zeros = {0x30, 6, 2, 1, 0, 2, 1, 0};

        assertThat(SIGNER.key()
                        .verify(MODEL, Base64.getEncoder().encodeToString(zeros))
                        .outcome())
                .isEqualTo(SignatureOutcome.NO_FIT);
        assertThat(SIGNER.key()
                        .verify(MODEL, Base64.getEncoder().encodeToString(new byte[64]))
                        .outcome())
                .isEqualTo(SignatureOutcome.UNREADABLE);
    }

    @Test
    void a_bundle_says_what_was_changed_or_who_signed() {
        CosignKey key = SIGNER.key();
        String bundle = bundle(SIGNER, MODEL);
        CosignKey other = CosignSigner.generate().key();

        assertThat(key.verify(MODEL, bundle).isValid()).isTrue();
        assertThat(key.verify("other".getBytes(UTF_8), bundle).outcome()).isEqualTo(SignatureOutcome.CHANGED);
        assertThat(other.verify(MODEL, bundle))
                .hasToString(
                        "OTHER_KEY: The bundle names another key than %s as the one that signed. Sign with the right key, or verify with the other's public half."
                                .formatted(other));
        assertThat(key.verify(MODEL, "{\"base64Signature\": \"%s\"}".formatted(SIGNER.sign(MODEL)))
                        .isValid())
                .isTrue();
        assertThat(key.verify(MODEL, "{\"mediaType\": \"x\"}").reason())
                .startsWith("The bundle has neither base64Signature nor messageSignature.signature.");
        assertThat(key.verify(MODEL, "{\"dsseEnvelope\": {}}").reason()).startsWith("The bundle has an attestation");
        assertThat(key.verify(MODEL, "{\"messageSignature\"").reason()).startsWith("The bundle is no JSON (expected");
        assertThat(key.verify(MODEL, bundle.replace("\"publicKey\"", "\"certificate\""))
                        .reason())
                .startsWith("The bundle names no public key: it was signed by certificate (keyless)");
    }

    @Test
    void a_bundle_whose_digest_lies_is_not_taken() {
        String lying = bundle(SIGNER, MODEL)
                .replace(
                        Base64.getEncoder().encodeToString(CosignKey.sha256(MODEL)),
                        Base64.getEncoder().encodeToString(CosignKey.sha256(new byte[1])));

        assertThat(SIGNER.key().verify(MODEL, lying))
                .hasToString(
                        "UNREADABLE: The signature is right, but the digest in its bundle is that of other content. Sign anew.");
    }

    @Test
    void files_are_verified_whatever_form_the_signature_has(@TempDir Path directory) throws IOException {
        Path model = Files.write(directory.resolve("model.txt"), MODEL);
        Path signature = directory.resolve("model.sig");
        CosignKey key = SIGNER.key();

        assertThat(key.verify(model, signature))
                .hasToString("UNSIGNED: There is no signature %s. Sign it, such as by cosign sign-blob."
                        .formatted(signature));
        Files.writeString(signature, SIGNER.sign(MODEL) + "\r\n");
        assertThat(key.verify(model, signature).isValid()).isTrue();
        Files.write(signature, Base64.getDecoder().decode(SIGNER.sign(MODEL)));
        assertThat(key.verify(model, signature).isValid()).isTrue();
        Files.writeString(signature, bundle(SIGNER, MODEL));
        assertThat(key.verify(model, signature).isValid()).isTrue();
        Files.writeString(signature, "");
        assertThat(key.verify(model, signature).outcome()).isEqualTo(SignatureOutcome.UNSIGNED);
        assertThatThrownBy(() -> key.verify(directory.resolve("none"), signature))
                .isInstanceOf(SignatureException.class)
                .hasMessageStartingWith("What was signed, %s, cannot be read".formatted(directory.resolve("none")))
                .hasMessageEndingWith("Name the file that the signature is of.");
    }

    @Test
    void keys_are_read_with_comments_and_the_line_breaks_of_any_system(@TempDir Path directory) throws IOException {
        Path pem = directory.resolve("cosign.pub");
        Files.writeString(
                pem,
                "# the key of the release, S\u00e9bastien\r\n"
                        + SIGNER.key().pem().replace("\n", "\r\n") + "\r\n",
                ISO_8859_1);

        assertThat(CosignKey.of(pem)).isEqualTo(SIGNER.key()).hasSameHashCodeAs(SIGNER.key());
        assertThat(CosignKey.of(pem).fingerprint()).matches("sha256:[0-9a-f]{64}");
        assertThat(CosignKey.of(pem)).hasToString(SIGNER.key().fingerprint().substring(0, 19));
    }

    @Test
    void what_is_no_public_key_is_refused_with_the_remedy(@TempDir Path directory) throws Exception {
        Path pem = directory.resolve("key.pem");

        assertRefused(pem, "", "%s is empty. Give a file in PEM with a PUBLIC KEY.".formatted(pem));
        assertRefused(
                pem,
                "ssh-ed25519 AAAA me",
                "%s has no block '-----BEGIN PUBLIC KEY-----'. Give a key in PEM; 'openssl pkey' writes one from other forms."
                        .formatted(pem));
        assertRefused(
                pem,
                SIGNER.privateKeyPem(),
                "%s has a block PRIVATE KEY, and PUBLIC KEY is needed. Give the public half, such as cosign.pub, and keep the private one where it is."
                        .formatted(pem));
        assertRefused(
                pem,
                SIGNER.key().pem().replace("PUBLIC KEY", "CERTIFICATE"),
                "%s has a block CERTIFICATE, and PUBLIC KEY is needed. Signatures by certificate (keyless) are not judged here: use a key pair, or cosign itself."
                        .formatted(pem));
        assertRefused(
                pem,
                SIGNER.key().pem().replace("PUBLIC KEY", "RSA PUBLIC KEY"),
                "%s has a block RSA PUBLIC KEY, and PUBLIC KEY is needed. Convert it: openssl rsa -RSAPublicKey_in -in OLD -pubout -out NEW."
                        .formatted(pem));
        assertRefused(
                pem,
                "-----BEGIN PUBLIC KEY-----\naGVsbG8=\n-----END PUBLIC KEY-----",
                "%s is no key of ECDSA on P-256, P-384 or P-521, of RSA or of Ed25519. Make a pair by cosign generate-key-pair."
                        .formatted(pem));
        assertThatThrownBy(() -> CosignKey.of(pair("RSA", 1024).getPublic()))
                .hasMessage("The key is an RSA key of 1024 bits, and cosign takes none under 2048. Make a new pair.");
        assertThatThrownBy(() -> CosignKey.of(directory.resolve("none")))
                .isInstanceOf(SignatureException.class)
                .hasMessageEndingWith("Give a file in PEM that this user may read.");
    }

    @Test
    void a_signer_is_read_from_its_two_halves(@TempDir Path directory) throws IOException {
        Path pem = directory.resolve("key.pem");
        Files.writeString(pem, SIGNER.privateKeyPem());
        CosignKey key = SIGNER.key();
        CosignKey other = CosignSigner.generate().key();

        assertThat(key.verify(MODEL, CosignSigner.of(key, pem).sign(MODEL)).isValid())
                .isTrue();
        assertThatThrownBy(() -> CosignSigner.of(other, pem))
                .hasMessage("%s is not the private half of the key %s. Give the two halves of one pair."
                        .formatted(pem, other));
        Files.writeString(pem, SIGNER.privateKeyPem().replace("PRIVATE KEY", "ENCRYPTED SIGSTORE PRIVATE KEY"));
        assertThatThrownBy(() -> CosignSigner.of(key, pem))
                .hasMessage(
                        "%s has a block ENCRYPTED SIGSTORE PRIVATE KEY, and PRIVATE KEY is needed. Encrypted keys are not read: sign with cosign or OpenSSL itself, or make a pair for the test by CosignSigner.generate()."
                                .formatted(pem));
        Files.writeString(pem, SIGNER.privateKeyPem().replace("PRIVATE KEY", "EC PRIVATE KEY"));
        assertThatThrownBy(() -> CosignSigner.of(key, pem))
                .hasMessageEndingWith("Convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW.");
    }

    private static void assertRefused(Path pem, String text, String message) throws IOException {
        Files.writeString(pem, text);
        assertThatThrownBy(() -> CosignKey.of(pem))
                .isInstanceOf(SignatureException.class)
                .hasMessage(message);
    }

    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!algorithm.equals("Ed25519")) {
            generator.initialize(bits);
        }
        return generator.generateKeyPair();
    }

    static String bundle(CosignSigner signer, byte[] content) {
        return """
                {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
                 "verificationMaterial": {"publicKey": {"hint": "%s"}},
                 "messageSignature": {"messageDigest": {"algorithm": "SHA2_256", "digest": "%s"}, "signature": "%s"}}""".formatted(
                        signer.key().hint(),
                        Base64.getEncoder().encodeToString(CosignKey.sha256(content)),
                        signer.sign(content));
    }
}
