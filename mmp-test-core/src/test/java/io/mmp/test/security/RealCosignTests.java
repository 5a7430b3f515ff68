package io.mmp.test.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.security.GoProgram.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("e2e")
class RealCosignTests {

    private static GoProgram cosign;

    @TempDir
    private Path directory;

    private Path model;

    @BeforeAll
    static void find_cosign() throws IOException {
        cosign = GoProgram.find("cosign");
    }

    @BeforeEach
    void write_model() throws IOException {
        model = Files.writeString(directory.resolve("model.txt"), "tree 1");
    }

    @Test
    void what_cosign_has_signed_is_verified_here() throws Exception {
        assertThat(cosign.run(directory, "generate-key-pair").status()).isZero();
        Run signed = cosign.run(
                directory,
                "sign-blob",
                "--key",
                "cosign.key",
                "--tlog-upload=false",
                "--yes",
                "--output-signature",
                "model.sig",
                "model.txt");
        assertThat(signed.status()).as(signed.output()).isZero();
        CosignKey key = CosignKey.of(directory.resolve("cosign.pub"));

        assertThat(key.verify(model, directory.resolve("model.sig")).outcome()).isEqualTo(SignatureOutcome.VALID);
        assertThat(CosignSigner.generate()
                        .key()
                        .verify(model, directory.resolve("model.sig"))
                        .outcome())
                .isEqualTo(SignatureOutcome.NO_FIT);
        Files.writeString(model, "tree 2");
        assertThat(key.verify(model, directory.resolve("model.sig")).outcome()).isEqualTo(SignatureOutcome.NO_FIT);
    }

    @Test
    void both_bundles_that_cosign_writes_are_verified_here() throws Exception {
        assertThat(cosign.run(directory, "generate-key-pair").status()).isZero();
        CosignKey key = CosignKey.of(directory.resolve("cosign.pub"));
        for (String format : new String[] {"false", "true"}) {
            Path bundle = directory.resolve(format + ".json");
            Run signed = cosign.run(
                    directory,
                    "sign-blob",
                    "--key",
                    "cosign.key",
                    "--tlog-upload=false",
                    "--yes",
                    "--new-bundle-format=" + format,
                    "--bundle",
                    bundle.toString(),
                    "model.txt");
            assertThat(signed.status()).as(signed.output()).isZero();

            assertThat(key.verify(model, bundle).outcome())
                    .as(Files.readString(bundle))
                    .isEqualTo(SignatureOutcome.VALID);
            assertThat(CosignSigner.generate().key().verify(model, bundle).outcome())
                    .isEqualTo(format.equals("true") ? SignatureOutcome.OTHER_KEY : SignatureOutcome.NO_FIT);
        }
    }

    @Test
    void what_is_signed_here_is_verified_by_cosign_and_what_was_changed_is_not() throws Exception {
        CosignSigner signer = CosignSigner.generate();
        ModelSignature.sign(directory, "fraud", "3", signer);
        Path key = Files.writeString(
                Files.createTempFile("cosign", ".pub"), signer.key().pem());

        Run verified = verify(key);
        assertThat(verified.status()).as(verified.output()).isZero();
        assertThat(verified.output()).contains("Verified OK");

        Path manifest = directory.resolve("model.sha256");
        Files.writeString(manifest, Files.readString(manifest).replace("version: 3", "version: 4"));
        Run changed = verify(key);
        assertThat(changed.status()).isNotZero();
        assertThat(changed.output()).contains("invalid signature").doesNotContain("Verified OK");
        Files.delete(key);
    }

    private Run verify(Path key) throws IOException, InterruptedException {
        return cosign.run(
                directory,
                "verify-blob",
                "--key",
                key.toString(),
                "--signature",
                "model.sha256.sig",
                "--insecure-ignore-tlog=true",
                "model.sha256");
    }

    @Test
    void cosign_takes_a_pair_that_was_made_here() throws Exception {
        CosignSigner signer = CosignSigner.generate();
        Files.writeString(directory.resolve("private.pem"), signer.privateKeyPem());
        Run imported = cosign.run(
                directory, "import-key-pair", "--key", "private.pem", "--output-key-prefix", "imported", "--yes");
        assertThat(imported.status()).as(imported.output()).isZero();
        Run signed = cosign.run(
                directory,
                "sign-blob",
                "--key",
                "imported.key",
                "--tlog-upload=false",
                "--yes",
                "--output-signature",
                "model.sig",
                "model.txt");
        assertThat(signed.status()).as(signed.output()).isZero();

        assertThat(signer.key().verify(model, directory.resolve("model.sig")).outcome())
                .isEqualTo(SignatureOutcome.VALID);
    }
}
