package io.mmp.test.security;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the signature of a model.
 *
 * @since 0.1.0
 */
public class SignedModelAssert extends AbstractAssert<SignedModelAssert, SignedModel> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<SignedModel, SignedModelAssert> SIGNED_MODEL =
            new InstanceOfAssertFactory<>(SignedModel.class, SignedModelAssert::new);

    /** Start assertions, for AssertJ's soft assertions; others use {@link SecurityAssertions#assertThat(SignedModel)}. */
    public SignedModelAssert(@Nullable SignedModel actual) {
        super(actual, SignedModelAssert.class);
    }

    /**
     * Verify that the model is signed with the key and that all its files are as they were signed.
     *
     * <pre>{@code
     * assertThat(SignedModel.in(directory)).isSignedBy(CosignKey.of(Path.of("cosign.pub"))); // passes as it was signed
     * assertThat(SignedModel.in(directory)).isSignedBy(CosignKey.of(Path.of("cosign.pub"))); // fails if a file was changed since, is missing or was added
     * }</pre>
     */
    public SignedModelAssert isSignedBy(CosignKey key) {
        isNotNull();
        return holds(actual.check(key), "signed with the key " + key);
    }

    /**
     * Verify also that it was signed as this version of this model.
     *
     * <pre>{@code
     * assertThat(SignedModel.in(directory)).isSignedBy(key, "fraud", "3"); // passes for version 3 of fraud
     * assertThat(SignedModel.in(directory)).isSignedBy(key, "fraud", "3"); // fails for version 2, though that is signed too
     * }</pre>
     */
    public SignedModelAssert isSignedBy(CosignKey key, String model, String version) {
        isNotNull();
        return holds(
                actual.check(key, model, version),
                "signed with the key %s as version %s of %s".formatted(key, version, model));
    }

    /**
     * Verify that the model is refused, and why, as the control of a test of whoever lets models in.
     *
     * <pre>{@code
     * assertThat(SignedModel.in(directory)).isRefused(key, SignatureOutcome.UNSIGNED); // passes without a signature
     * assertThat(SignedModel.in(directory)).isRefused(key, SignatureOutcome.UNSIGNED); // fails with one, also with one of another key
     * }</pre>
     */
    public SignedModelAssert isRefused(CosignKey key, SignatureOutcome outcome) {
        isNotNull();
        return refused(actual.check(key), key, outcome);
    }

    /**
     * Verify that the model is refused as this version of this model, and why.
     *
     * <pre>{@code
     * assertThat(old).isRefused(key, "fraud", "3", SignatureOutcome.REPLAYED); // passes if it was signed as version 2
     * assertThat(old).isRefused(key, "fraud", "3", SignatureOutcome.REPLAYED); // fails if it was signed as version 3
     * }</pre>
     */
    public SignedModelAssert isRefused(CosignKey key, String model, String version, SignatureOutcome outcome) {
        isNotNull();
        return refused(actual.check(key, model, version), key, outcome);
    }

    private SignedModelAssert refused(SignatureCheck check, CosignKey key, SignatureOutcome outcome) {
        if (check.outcome() != outcome) {
            failWithMessage(
                    "%nExpecting the model %s to be refused as %s by the key %s, but it was found %s",
                    actual, outcome, key, check);
        }
        return myself;
    }

    private SignedModelAssert holds(SignatureCheck check, String expected) {
        if (!check.isValid()) {
            failWithMessage(
                    "%nExpecting the model %s to be %s, but it is %s: %s",
                    actual, expected, check.outcome(), check.reason());
        }
        return myself;
    }
}
