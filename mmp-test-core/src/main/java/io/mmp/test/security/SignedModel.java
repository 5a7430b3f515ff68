package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A model whose signature is to be verified: the directory that {@link ModelSignature} has signed, or one file with a signature beside it.
 *
 * <p>A signature of one file says nothing of the model's name and version: the signed file of an old version passes as the new one. That of a directory names both.
 *
 * @since 0.1.0
 */
public final class SignedModel implements AssertProvider<SignedModelAssert> {

    private static final int SHOWN = 10;

    private final Path content;
    private final Path signature;
    private final boolean isDirectory;

    private SignedModel(Path content, Path signature, boolean isDirectory) {
        this.content = content;
        this.signature = signature;
        this.isDirectory = isDirectory;
    }

    /** Take a directory with {@code model.sha256} and {@code model.sha256.sig} in it, of which both may be missing. */
    public static SignedModel in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new SignatureException(
                    "%s is no directory. Name the directory of the model, or a file by SignedModel.of(FILE, SIGNATURE)."
                            .formatted(directory));
        }
        return new SignedModel(directory, directory.resolve(SignatureManifest.SIGNATURE), true);
    }

    /** Take a file and the file of its signature, which may be missing. */
    public static SignedModel of(Path file, Path signature) {
        if (!Files.isRegularFile(file)) {
            throw new SignatureException(
                    "%s is no file. Name the file of the model, or its directory by SignedModel.in(DIRECTORY)."
                            .formatted(file));
        }
        return new SignedModel(file, signature, false);
    }

    /** Check the signature and, in a directory, each file, for whoever lets models in. */
    public SignatureCheck check(CosignKey key) {
        return isDirectory ? judged(key, null) : key.verify(content, signature);
    }

    /**
     * Check also that it was signed as this version of this model, so that no signed model passes as another.
     *
     * @throws SignatureException of a single file, whose signature names neither
     */
    public SignatureCheck check(CosignKey key, String model, String version) {
        if (!isDirectory) {
            throw new SignatureException(
                    "The signature of the single file %s names no model and version. Sign a directory by ModelSignature.sign."
                            .formatted(content));
        }
        return judged(key, new Identity(model, version));
    }

    private record Identity(String model, String version) {}

    private SignatureCheck judged(CosignKey key, @Nullable Identity wanted) {
        Path file = content.resolve(SignatureManifest.FILE);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new SignatureCheck(
                    SignatureOutcome.UNSIGNED,
                    "There is no %s. Sign the model, such as by ModelSignature.sign.".formatted(file));
        } catch (IOException e) {
            throw new SignatureException("%s cannot be read (%s). Let this user read it.".formatted(file, e), e);
        }
        SignatureCheck check = SignatureText.ofFile(signature).check(key, bytes);
        if (!check.isValid()) {
            return check;
        }
        SignatureManifest manifest = SignatureManifest.parse(new String(bytes, UTF_8));
        List<String> differences = manifest.differences(content);
        if (!differences.isEmpty()) {
            return new SignatureCheck(SignatureOutcome.CHANGED, changed(differences));
        }
        return wanted != null && !wanted.equals(new Identity(manifest.model(), manifest.version()))
                ? new SignatureCheck(
                        SignatureOutcome.REPLAYED,
                        "It was signed as version %s of %s, not as version %s of %s. Deploy what was signed for this place, or sign it for it."
                                .formatted(manifest.version(), manifest.model(), wanted.version, wanted.model))
                : check;
    }

    private static String changed(List<String> differences) {
        int number = differences.size();
        return "%s as signed (%s%s). Take the files that were signed, or sign the model anew."
                .formatted(
                        number == 1 ? "1 file is not" : Words.count(number, "file") + " are not",
                        String.join(", ", differences.subList(0, Math.min(SHOWN, number))),
                        number > SHOWN ? ", and %s more".formatted(number - SHOWN) : "");
    }

    /** Start assertions. */
    @Override
    public SignedModelAssert assertThat() {
        return new SignedModelAssert(this);
    }

    /** Return the directory or file. */
    @Override
    public String toString() {
        return content.toString();
    }
}
