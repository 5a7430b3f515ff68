package io.mmp.test.mlflow.assertion;

import io.mmp.test.mlflow.client.Inventory;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.client.ModelVersion;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.ModelRegistry.ModelVersionStatus;

/**
 * Asserts on a version of a registered model.
 *
 * @since 0.1.0
 */
public class ModelVersionAssert extends AbstractMlflowAssert<ModelVersionAssert, ModelVersion> {

    /** For {@code asInstanceOf} and {@code extracting} of other assertions. */
    public static final InstanceOfAssertFactory<ModelVersion, ModelVersionAssert> MODEL_VERSION =
            new InstanceOfAssertFactory<>(ModelVersion.class, ModelVersionAssert::new);

    /** Assert on a version. */
    public ModelVersionAssert(@Nullable ModelVersion actual) {
        super(actual, ModelVersionAssert.class);
    }

    /**
     * Verify that the version can be used.
     *
     * <pre>{@code
     * // two versions, the other of which failed to be registered
     * assertThat(version).isReady(); // passes
     * assertThat(other).isReady(); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the version is null or has another status than READY
     */
    public ModelVersionAssert isReady() {
        return hasStatus(ModelVersionStatus.READY);
    }

    /**
     * Verify the version's status.
     *
     * <pre>{@code
     * // a version that is ready
     * assertThat(version).hasStatus(ModelVersionStatus.READY); // passes
     * assertThat(version).hasStatus(ModelVersionStatus.PENDING_REGISTRATION); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the version is null or has another status
     */
    public ModelVersionAssert hasStatus(ModelVersionStatus status) {
        isNotNull();
        return is("status", status, actual.status());
    }

    /**
     * Verify the version's stage.
     *
     * <pre>{@code
     * // a version in staging
     * assertThat(version).hasStage(ModelStage.STAGING); // passes
     * assertThat(version).hasStage(ModelStage.PRODUCTION); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the version is null or in another stage
     */
    public ModelVersionAssert hasStage(ModelStage stage) {
        isNotNull();
        return is("stage", stage, actual.stage());
    }

    /**
     * Verify the version's description.
     *
     * <pre>{@code
     * // a version that is described as "third"
     * assertThat(version).hasDescription("third"); // passes
     * assertThat(version).hasDescription(""); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the version is null or has another description
     */
    public ModelVersionAssert hasDescription(String description) {
        isNotNull();
        return is("description", description, actual.description());
    }

    /**
     * Verify which run the version was made from.
     *
     * <pre>{@code
     * // a version that was made from the run runId
     * assertThat(version).hasSourceRun(runId); // passes
     * assertThat(version).hasSourceRun(otherRunId); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the version is null or was made from another run
     */
    public ModelVersionAssert hasSourceRun(String runId) {
        isNotNull();
        return is("source run", runId, actual.runId());
    }

    /**
     * Verify that an alias points to the version.
     *
     * <pre>{@code
     * // a version with the alias champion
     * assertThat(version).hasAlias("champion"); // passes
     * assertThat(version).hasAlias("challenger"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the version is null or the alias does not point to it
     */
    public ModelVersionAssert hasAlias(String alias) {
        isNotNull();
        if (alias == null || !actual.aliases().contains(alias)) {
            failWithMessage(
                    "%nExpecting %s to have alias %s, but it has %s",
                    actual, quoted(alias), Inventory.of("alias", actual.aliases()));
        }
        return this;
    }

    /**
     * Verify that the version has a tag, whatever its value.
     *
     * <pre>{@code
     * // a version with the tag checked=yes
     * assertThat(version).hasTag("checked"); // passes
     * assertThat(version).hasTag("approved"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the version is null or has no such tag
     */
    public ModelVersionAssert hasTag(String key) {
        isNotNull();
        return has("tag", key, actual.tags());
    }

    /**
     * Verify the value of a tag.
     *
     * <pre>{@code
     * // a version with the tag checked=yes
     * assertThat(version).hasTag("checked", "yes"); // passes
     * assertThat(version).hasTag("checked", "no"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the version is null, has no such tag, or one of another value
     */
    public ModelVersionAssert hasTag(String key, String value) {
        isNotNull();
        return has("tag", key, value, actual.tags());
    }
}
