package io.mmp.test.mlflow;

import org.jspecify.annotations.Nullable;

/** Asserts on a registered model. */
public final class RegisteredModelAssert extends MlflowAssert<RegisteredModelAssert, RegisteredModel> {

    RegisteredModelAssert(@Nullable RegisteredModel actual) {
        super(actual, RegisteredModelAssert.class);
    }

    /** Verify the model's description. */
    public RegisteredModelAssert hasDescription(String description) {
        isNotNull();
        return is("description", description, actual.description());
    }

    /** Verify that the model has an alias, whatever version it points to. */
    public RegisteredModelAssert hasAlias(String alias) {
        isNotNull();
        return has("alias", alias, actual.aliases());
    }

    /** Verify which version an alias points to. */
    public RegisteredModelAssert hasAlias(String alias, int version) {
        isNotNull();
        return has("alias", alias, version, actual.aliases());
    }

    /** Verify that the model has a tag, whatever its value. */
    public RegisteredModelAssert hasTag(String key) {
        isNotNull();
        return has("tag", key, actual.tags());
    }

    /** Verify the value of a tag. */
    public RegisteredModelAssert hasTag(String key, String value) {
        isNotNull();
        return has("tag", key, value, actual.tags());
    }
}
