package io.mmp.test.mlflow;

import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.ModelRegistry.ModelVersionStatus;

/** Asserts on a version of a registered model. */
public final class ModelVersionAssert extends MlflowAssert<ModelVersionAssert, ModelVersion> {

    ModelVersionAssert(@Nullable ModelVersion actual) {
        super(actual, ModelVersionAssert.class);
    }

    /** Verify that the version can be used. */
    public ModelVersionAssert isReady() {
        return hasStatus(ModelVersionStatus.READY);
    }

    /** Verify the version's status. */
    public ModelVersionAssert hasStatus(ModelVersionStatus status) {
        isNotNull();
        return is("status", status, actual.status());
    }

    /** Verify the version's stage. */
    public ModelVersionAssert hasStage(ModelStage stage) {
        isNotNull();
        return is("stage", stage, actual.stage());
    }

    /** Verify the version's description. */
    public ModelVersionAssert hasDescription(String description) {
        isNotNull();
        return is("description", description, actual.description());
    }

    /** Verify which run the version was made from. */
    public ModelVersionAssert hasSourceRun(String runId) {
        isNotNull();
        return is("source run", runId, actual.runId());
    }

    /** Verify that an alias points to the version. */
    public ModelVersionAssert hasAlias(String alias) {
        isNotNull();
        if (!actual.aliases().contains(alias)) {
            failWithMessage(
                    "%nExpecting %s to have alias '%s', but it has %s",
                    actual, alias, Inventory.of("alias", actual.aliases()));
        }
        return this;
    }

    /** Verify that the version has a tag, whatever its value. */
    public ModelVersionAssert hasTag(String key) {
        isNotNull();
        return has("tag", key, actual.tags());
    }

    /** Verify the value of a tag. */
    public ModelVersionAssert hasTag(String key, String value) {
        isNotNull();
        return has("tag", key, value, actual.tags());
    }
}
