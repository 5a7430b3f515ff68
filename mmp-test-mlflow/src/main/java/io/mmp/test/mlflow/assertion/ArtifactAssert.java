package io.mmp.test.mlflow.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.mlflow.client.LoggedArtifact;
import java.util.Arrays;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the content of one artifact of a run.
 *
 * @since 0.1.0
 */
public class ArtifactAssert extends AbstractMlflowAssert<ArtifactAssert, LoggedArtifact> {

    /** For {@code asInstanceOf} and {@code extracting} of other assertions. */
    public static final InstanceOfAssertFactory<LoggedArtifact, ArtifactAssert> LOGGED_ARTIFACT =
            new InstanceOfAssertFactory<>(LoggedArtifact.class, ArtifactAssert::new);

    /** Assert on an artifact. */
    public ArtifactAssert(@Nullable LoggedArtifact actual) {
        super(actual, ArtifactAssert.class);
    }

    /**
     * Verify that it is a directory.
     *
     * <pre>{@code
     * // a run with the artifact model/MLmodel
     * assertThat(run).artifact("model").isDirectory(); // passes
     * assertThat(run).artifact("model/MLmodel").isDirectory(); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if it is a file
     */
    public ArtifactAssert isDirectory() {
        isNotNull();
        if (!actual.isDirectory()) {
            failWithMessage("%nExpecting %s to be a directory, but it is a file of %s bytes", actual, actual.size());
        }
        return this;
    }

    /**
     * Verify that it is a file of a number of bytes.
     *
     * <pre>{@code
     * // a run with the artifact notes.txt, whose text is "ok"
     * assertThat(run).artifact("notes.txt").hasSize(2); // passes
     * assertThat(run).artifact("notes.txt").hasSize(3); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if it is a directory or has another size
     */
    public ArtifactAssert hasSize(long bytes) {
        isNotNull();
        requireFile();
        if (actual.size() != bytes) {
            failWithMessage("%nExpecting %s to have %s bytes, but it has %s", actual, bytes, actual.size());
        }
        return this;
    }

    /**
     * Verify the whole content of a file as UTF-8 text.
     *
     * <pre>{@code
     * // a run with the artifact notes.txt, whose text is "ok"
     * assertThat(run).artifact("notes.txt").hasText("ok"); // passes
     * assertThat(run).artifact("notes.txt").hasText("o"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if it is a directory or has another text
     * @throws io.mmp.test.mlflow.client.MlflowException if the download breaks off
     */
    public ArtifactAssert hasText(String text) {
        isNotNull();
        requireFile();
        String found = text();
        if (!found.equals(text)) {
            throw failureWithActualExpected(
                    found,
                    text,
                    "%nExpecting %s to have the text%n  %s%nbut it has%n  %s",
                    actual,
                    shown(text),
                    shown(found));
        }
        return this;
    }

    /**
     * Verify that the content of a file, as UTF-8 text, contains a text.
     *
     * <pre>{@code
     * // a run with the artifact notes.txt, whose text is "all is ok"
     * assertThat(run).artifact("notes.txt").containsText("ok"); // passes
     * assertThat(run).artifact("notes.txt").containsText("OK"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if it is a directory or does not contain the text
     * @throws io.mmp.test.mlflow.client.MlflowException if the download breaks off
     */
    public ArtifactAssert containsText(String text) {
        isNotNull();
        requireFile();
        String found = text();
        if (text == null || !found.contains(text)) {
            failWithMessage(
                    "%nExpecting %s to contain the text%n  %s%nbut it has%n  %s", actual, shown(text), shown(found));
        }
        return this;
    }

    /**
     * Verify the whole content of a file.
     *
     * <pre>{@code
     * // a run with the artifact weights.bin, whose bytes are 1, 2
     * assertThat(run).artifact("weights.bin").hasBytes(new byte[] {1, 2}); // passes
     * assertThat(run).artifact("weights.bin").hasBytes(new byte[] {1}); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if it is a directory or has other bytes
     * @throws io.mmp.test.mlflow.client.MlflowException if the download breaks off
     */
    public ArtifactAssert hasBytes(byte[] bytes) {
        isNotNull();
        requireFile();
        byte[] found = actual.bytes();
        if (!Arrays.equals(found, bytes)) {
            throw failureWithActualExpected(
                    found,
                    bytes,
                    "%nExpecting %s to have the bytes%n  %s%nbut it has%n  %s",
                    actual,
                    shown(bytes),
                    shown(found));
        }
        return this;
    }

    /**
     * Verify the SHA-256 digest of a file, given as hex digits of either case.
     *
     * <pre>{@code
     * // a run with the artifact empty.txt, which has no bytes
     * assertThat(run).artifact("empty.txt")
     *         .hasSha256("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"); // passes
     * assertThat(run).artifact("empty.txt").hasSha256("00"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if it is a directory or has another digest
     * @throws io.mmp.test.mlflow.client.MlflowException if the download breaks off
     */
    public ArtifactAssert hasSha256(String digest) {
        isNotNull();
        requireFile();
        String found = actual.sha256();
        if (!found.equalsIgnoreCase(digest)) {
            failWithMessage("%nExpecting %s to have SHA-256 digest %s, but it has %s", actual, digest, found);
        }
        return this;
    }

    private void requireFile() {
        if (actual.isDirectory()) {
            failWithMessage("%nExpecting %s to be a file, but it is a directory", actual);
        }
    }

    private String text() {
        return new String(actual.bytes(), UTF_8);
    }

    private String shown(@Nullable Object value) {
        return info.representation().toStringOf(value);
    }
}
