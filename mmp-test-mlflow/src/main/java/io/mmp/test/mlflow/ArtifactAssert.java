package io.mmp.test.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Asserts on the content of one artifact of a run. */
public final class ArtifactAssert extends AbstractAssert<ArtifactAssert, Artifact> {

    private final ArtifactTree artifacts;
    private final String label;

    ArtifactAssert(Artifact actual, LoggedRun run) {
        super(actual, ArtifactAssert.class);
        this.artifacts = run.artifacts();
        this.label = "artifact '%s' of %s".formatted(actual, run);
    }

    /** Verify that it is a directory. */
    public ArtifactAssert isDirectory() {
        if (!actual.isDirectory()) {
            failWithMessage("%nExpecting %s to be a directory, but it is a file of %s bytes", label, actual.size());
        }
        return this;
    }

    /** Verify that it is a file of a number of bytes. */
    public ArtifactAssert hasSize(long bytes) {
        isFile();
        if (actual.size() != bytes) {
            failWithMessage("%nExpecting %s to have %s bytes, but it has %s", label, bytes, actual.size());
        }
        return this;
    }

    /** Verify the whole content of a file as UTF-8 text. */
    public ArtifactAssert hasText(String text) {
        isFile();
        Assertions.assertThat(new String(artifacts.read(actual.path()), UTF_8))
                .as("%s", label)
                .isEqualTo(text);
        return this;
    }

    /** Verify that the content of a file, as UTF-8 text, contains a text. */
    public ArtifactAssert containsText(String text) {
        isFile();
        Assertions.assertThat(new String(artifacts.read(actual.path()), UTF_8))
                .as("%s", label)
                .contains(text);
        return this;
    }

    /** Verify the whole content of a file. */
    public ArtifactAssert hasBytes(byte[] bytes) {
        isFile();
        Assertions.assertThat(artifacts.read(actual.path())).as("%s", label).isEqualTo(bytes);
        return this;
    }

    /** Verify the SHA-256 digest of a file, given as hex digits. */
    public ArtifactAssert hasSha256(String digest) {
        isFile();
        String found = artifacts.sha256(actual.path());
        if (!found.equalsIgnoreCase(digest)) {
            failWithMessage("%nExpecting %s to have SHA-256 digest %s, but it has %s", label, digest, found);
        }
        return this;
    }

    private void isFile() {
        if (actual.isDirectory()) {
            failWithMessage("%nExpecting %s to be a file, but it is a directory", label);
        }
    }
}
