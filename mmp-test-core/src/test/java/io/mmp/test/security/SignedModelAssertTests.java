package io.mmp.test.security;

import static io.mmp.test.security.SecurityAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedModelAssertTests {

    private static final CosignSigner SIGNER = CosignSigner.generate();
    private static final CosignKey KEY = SIGNER.key();

    @TempDir
    private Path directory;

    @BeforeEach
    void write_model() throws IOException {
        Files.writeString(directory.resolve("model.txt"), "tree 1");
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/vocabulary.txt"), "a b");
        Files.writeString(directory.resolve("empty"), "");
    }

    @Test
    void a_signed_model_is_accepted_as_what_it_was_signed_as() {
        SignedModel model = ModelSignature.sign(directory, "fraud", "3", SIGNER);

        assertThat(model).isSignedBy(KEY).isSignedBy(KEY, "fraud", "3");
        assertThat(SignedModel.in(directory)).isSignedBy(KEY, "fraud", "3");
        SoftAssertions.assertSoftly(softly -> softly.assertThat(model)
                .asInstanceOf(SignedModelAssert.SIGNED_MODEL)
                .isSignedBy(KEY));
    }

    @Test
    void the_manifest_is_one_that_sha256sum_reads() throws IOException {
        ModelSignature.sign(directory, "fraud", "3", SIGNER);

        assertThat(directory.resolve("model.sha256")).hasContent("""
                        # model: fraud
                        # version: 3
                        c8687a08aa5d6ed2044328fa6a697ab8e96dc34291e8c2034ae8c38e6fcc6d65  data/vocabulary.txt
                        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  empty
                        459bfe1a59f3d0db3e975ff3180dc4a2bc178fca3bac550ee6ada930be11863a  model.txt
                        """);
    }

    @Test
    void an_unsigned_model_is_refused() {
        assertThatThrownBy(
                        () -> assertThat(SignedModel.in(directory)).as("deploy").isSignedBy(KEY))
                .hasMessage(
                        "[deploy] %nExpecting the model %s to be signed with the key %s, but it is UNSIGNED: There is no %s. Sign the model, such as by ModelSignature.sign."
                                .formatted(directory, KEY, directory.resolve("model.sha256")));
        assertThat(SignedModel.in(directory)).isRefused(KEY, SignatureOutcome.UNSIGNED);
    }

    @Test
    void files_that_are_not_as_signed_are_named() throws IOException {
        SignedModel model = ModelSignature.sign(directory, "fraud", "3", SIGNER);
        Files.writeString(directory.resolve("model.txt"), "tree 2");
        Files.delete(directory.resolve("empty"));
        Files.writeString(directory.resolve("data/more.txt"), "c");

        assertThatThrownBy(() -> assertThat(model).isSignedBy(KEY))
                .hasMessage(
                        "%nExpecting the model %s to be signed with the key %s, but it is CHANGED: 3 files are not as signed (extra: data/more.txt, changed: model.txt, missing: empty). Take the files that were signed, or sign the model anew."
                                .formatted(directory, KEY));
        Files.writeString(directory.resolve("empty"), "");
        Files.delete(directory.resolve("data/more.txt"));
        assertThat(model.check(KEY).reason())
                .isEqualTo(
                        "1 file is not as signed (changed: model.txt). Take the files that were signed, or sign the model anew.");
    }

    @Test
    void a_link_in_place_of_a_file_is_refused() throws IOException {
        SignedModel model = ModelSignature.sign(directory, "fraud", "3", SIGNER);
        Path moved = Files.move(directory.resolve("empty"), directory.resolveSibling("moved"));
        try {
            Files.createSymbolicLink(directory.resolve("empty"), moved);
            assertThat(model.check(KEY).reason()).startsWith("1 file is not as signed (a symbolic link: empty).");
            assertThatThrownBy(() -> ModelSignature.sign(directory, "fraud", "3", SIGNER))
                    .hasMessage(
                            "%s is a symbolic link: what it leads to can be exchanged without a change of the model. Copy the file in."
                                    .formatted(directory.resolve("empty")));
        } finally {
            Files.delete(moved);
        }
    }

    @Test
    void a_signature_of_another_version_or_key_is_refused() throws IOException {
        SignedModel old = ModelSignature.sign(directory, "fraud", "2", SIGNER);

        assertThatThrownBy(() -> assertThat(old).isSignedBy(KEY, "fraud", "3"))
                .hasMessage(
                        "%nExpecting the model %s to be signed with the key %s as version 3 of fraud, but it is REPLAYED: It was signed as version 2 of fraud, not as version 3 of fraud. Deploy what was signed for this place, or sign it for it."
                                .formatted(directory, KEY));
        assertThat(old).isRefused(KEY, "fraud", "3", SignatureOutcome.REPLAYED);
        assertThat(old).isRefused(KEY, "spam", "2", SignatureOutcome.REPLAYED);
        assertThat(old).isRefused(CosignSigner.generate().key(), SignatureOutcome.NO_FIT);
        assertThatThrownBy(() -> assertThat(old).isRefused(KEY, SignatureOutcome.NO_FIT))
                .hasMessage(
                        "%nExpecting the model %s to be refused as NO_FIT by the key %s, but it was found VALID: Signed with the key %s."
                                .formatted(directory, KEY, KEY.fingerprint()));
    }

    @Test
    void a_manifest_that_was_changed_to_fit_is_refused() throws IOException {
        SignedModel model = ModelSignature.sign(directory, "fraud", "2", SIGNER);
        Path manifest = directory.resolve("model.sha256");
        Files.writeString(manifest, Files.readString(manifest).replace("# version: 2", "# version: 3"));

        assertThat(model).isRefused(KEY, "fraud", "3", SignatureOutcome.NO_FIT);
    }

    @Test
    void a_manifest_that_leads_out_or_says_more_than_it_may_is_refused() {
        String digest = "0".repeat(64);
        String heading = "# model: fraud\n# version: 3\n";

        assertUnread(heading + digest + "  ../x\n", 3, "'../x' is no path inside of the directory");
        assertUnread(heading + digest + "  /x\n", 3, "'/x' is no path inside of the directory");
        assertUnread(heading + digest + "  x\n" + digest + "  x\n", 4, "'x' is there already");
        assertUnread(heading + "# version: 4\n", 3, "the version is there already");
        assertUnread(heading + "hello\n", 3, "it is neither '# model: ...', '# version: ...' nor 'DIGEST  FILE'");
        assertUnread(heading, 2, "the end comes before a model, a version and a file were named");
    }

    private static void assertUnread(String text, int line, String why) {
        assertThatThrownBy(() -> SignatureManifest.parse(text))
                .isInstanceOf(SignatureException.class)
                .hasMessage("Line %s of model.sha256 cannot be taken: %s. Sign the model anew by ModelSignature.sign."
                        .formatted(line, why));
    }

    @Test
    void odd_names_of_files_are_written_as_sha256sum_does() throws IOException {
        Files.writeString(directory.resolve("a\\b\nc"), "x");
        SignedModel model = ModelSignature.sign(directory, "fraud", "3", SIGNER);

        assertThat(Files.readString(directory.resolve("model.sha256")))
                .containsPattern("\\\\[0-9a-f]{64}  a\\\\\\\\b\\\\nc\n");
        assertThat(model).isSignedBy(KEY);
    }

    @Test
    void a_single_file_is_verified_but_has_no_version() throws IOException {
        Path file = directory.resolve("model.txt");
        Path signature = directory.resolve("model.txt.sig");
        Files.writeString(signature, SIGNER.sign(Files.readAllBytes(file)));
        SignedModel model = SignedModel.of(file, signature);

        assertThat(model).isSignedBy(KEY);
        assertThatThrownBy(() -> model.check(KEY, "fraud", "3"))
                .isInstanceOf(SignatureException.class)
                .hasMessage(
                        "The signature of the single file %s names no model and version. Sign a directory by ModelSignature.sign."
                                .formatted(file));
        assertThatThrownBy(() -> SignedModel.in(file)).hasMessageContaining("is no directory");
        assertThatThrownBy(() -> SignedModel.of(directory, signature)).hasMessageContaining("is no file");
    }

    @Test
    void what_cannot_be_signed_is_refused(@TempDir Path empty) {
        assertThatThrownBy(() -> ModelSignature.sign(empty, "fraud", "3", SIGNER))
                .hasMessage("%s has no file that could be signed. Name the directory of the model.".formatted(empty));
        assertThatThrownBy(() -> ModelSignature.sign(directory, "fraud\n# version: 9", "3", SIGNER))
                .hasMessageEndingWith("cannot name a model or version: give one line without blanks around it.");
        assertThatThrownBy(() -> ModelSignature.sign(directory.resolve("none"), "fraud", "3", SIGNER))
                .hasMessageEndingWith("Name a directory that this user may read.");
    }
}
