package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Signs the directory of a model.
 *
 * <p>Two files are written into it: {@code model.sha256} with the digest of each file and, in comments, the model and its version, and {@code model.sha256.sig} with a signature of the first. Others verify them without this library:
 *
 * <pre>{@code
 * cosign verify-blob --key cosign.pub --signature model.sha256.sig --insecure-ignore-tlog=true model.sha256
 * sha256sum --check --strict model.sha256
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ModelSignature {

    private ModelSignature() {}

    /**
     * Sign all files of a directory as a version of a model, and return what can be verified.
     *
     * @throws SignatureException if a file cannot be read, is a symbolic link, or there is none
     */
    public static SignedModel sign(Path directory, String model, String version, CosignSigner signer) {
        SignatureManifest manifest = SignatureManifest.of(directory, model, version);
        try {
            Files.write(directory.resolve(SignatureManifest.FILE), manifest.bytes());
            Files.writeString(
                    directory.resolve(SignatureManifest.SIGNATURE), signer.sign(manifest.bytes()) + "\n", UTF_8);
        } catch (IOException e) {
            throw new SignatureException(
                    "The signature of %s cannot be written (%s). Let this user write there.".formatted(directory, e),
                    e);
        }
        return SignedModel.in(directory);
    }
}
