package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the digest of a model.
 *
 * @since 0.1.0
 */
public class ModelDigestAssert extends AbstractAssert<ModelDigestAssert, ModelDigest> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<ModelDigest, ModelDigestAssert> MODEL_DIGEST =
            new InstanceOfAssertFactory<>(ModelDigest.class, ModelDigestAssert::new);

    private final List<String> ignored = new ArrayList<>();

    /** Assert on this digest. */
    public ModelDigestAssert(@Nullable ModelDigest actual) {
        super(actual, ModelDigestAssert.class);
    }

    /**
     * Leave sections out of the comparisons that follow, such as LightGBM's "parameters", which hold the number of threads.
     *
     * <p>At least one of the two models must have them.
     */
    public ModelDigestAssert usingAllSectionsExcept(String... sections) {
        ignored.addAll(List.of(sections));
        return myself;
    }

    /**
     * Verify that another model says the same.
     *
     * <pre>{@code
     * assertThat(ModelDigest.of(model)).isSameModelAs(ModelDigest.of(copy)); // passes
     * assertThat(ModelDigest.of(model)).isSameModelAs(ModelDigest.of(modelWithAnotherTree)); // fails
     * }</pre>
     */
    public ModelDigestAssert isSameModelAs(ModelDigest other) {
        isNotNull();
        List<ModelDifference> differences = differences(other);
        if (!differences.isEmpty()) {
            boolean opaque = actual.isOpaque() && other.isOpaque();
            failWithMessage(
                    "%nExpecting %s to be the same model as %s, but %s:%n%s%s",
                    actual,
                    other,
                    Words.count(differences.size(), "entry") + (differences.size() == 1 ? " differs" : " differ"),
                    Lines.of(differences),
                    opaque
                            ? "%nOf such files only the bytes are compared; equal models may differ in them."
                                    .formatted()
                            : "");
        }
        return myself;
    }

    /**
     * Verify that another model says something else, such as one from another seed.
     *
     * <pre>{@code
     * assertThat(ModelDigest.of(model)).isAnotherModelThan(ModelDigest.of(modelWithAnotherTree)); // passes
     * assertThat(ModelDigest.of(model)).isAnotherModelThan(ModelDigest.of(copy)); // fails
     * }</pre>
     */
    public ModelDigestAssert isAnotherModelThan(ModelDigest other) {
        isNotNull();
        if (differences(other).isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to be another model than %s, but both have the digest %s",
                    actual, other, left(actual).sha256());
        }
        return myself;
    }

    /**
     * Verify the digest, as it was written down when the model was accepted.
     *
     * <pre>{@code
     * assertThat(digest).hasSha256(digest.sha256()); // passes
     * assertThat(digest).hasSha256("b5bb9d80"); // fails: all 64 digits are compared
     * }</pre>
     */
    public ModelDigestAssert hasSha256(String sha256) {
        isNotNull();
        String found = left(actual).sha256();
        if (!found.equals(sha256)) {
            failWithMessage("%nExpecting %s to have the digest '%s', but it is '%s'", actual, sha256, found);
        }
        return myself;
    }

    /**
     * Verify that all of the model is understood, so that its digest depends on nothing but what it says.
     *
     * <pre>{@code
     * assertThat(ModelDigest.of(Path.of("model.onnx"))).isUnderstood(); // passes
     * assertThat(ModelDigest.of(Path.of("model.pkl"))).isUnderstood(); // fails
     * }</pre>
     */
    public ModelDigestAssert isUnderstood() {
        isNotNull();
        if (!actual.notes().isEmpty()) {
            failWithMessage("%nExpecting all of %s to be understood, but:%n%s", actual, Lines.of(actual.notes()));
        }
        return myself;
    }

    private List<ModelDifference> differences(ModelDigest other) {
        if (other == null) {
            throw new IllegalArgumentException("The other digest must not be null.");
        }
        for (String section : ignored) {
            if (!actual.sections().contains(section) && !other.sections().contains(section)) {
                throw new IllegalArgumentException(
                        "Neither %s nor %s has a section '%s' to leave out; they have %s and %s."
                                .formatted(
                                        actual,
                                        other,
                                        section,
                                        Lines.some(actual.sections()),
                                        Lines.some(other.sections())));
            }
        }
        return left(actual).differences(left(other));
    }

    private ModelDigest left(ModelDigest digest) {
        return digest.without(
                ignored.stream().filter(digest.sections()::contains).toArray(String[]::new));
    }
}
