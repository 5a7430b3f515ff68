package io.mmp.test.mlflow.assertion;

import io.mmp.test.mlflow.client.RegisteredModel;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on a registered model.
 *
 * @since 0.1.0
 */
public class RegisteredModelAssert extends AbstractMlflowAssert<RegisteredModelAssert, RegisteredModel> {

    /** For {@code asInstanceOf} and {@code extracting} of other assertions. */
    public static final InstanceOfAssertFactory<RegisteredModel, RegisteredModelAssert> REGISTERED_MODEL =
            new InstanceOfAssertFactory<>(RegisteredModel.class, RegisteredModelAssert::new);

    /** Assert on a registered model. */
    public RegisteredModelAssert(@Nullable RegisteredModel actual) {
        super(actual, RegisteredModelAssert.class);
    }

    /**
     * Verify the model's name.
     *
     * <pre>{@code
     * // a model with the name "fraud"
     * assertThat(model).hasName("fraud"); // passes
     * assertThat(model).hasName("Fraud"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the model is null or has another name
     */
    public RegisteredModelAssert hasName(String name) {
        isNotNull();
        return is("name", name, actual.name());
    }

    /**
     * Verify the model's description.
     *
     * <pre>{@code
     * // a model that is described as "scores"
     * assertThat(model).hasDescription("scores"); // passes
     * assertThat(model).hasDescription(""); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the model is null or has another description
     */
    public RegisteredModelAssert hasDescription(String description) {
        isNotNull();
        return is("description", description, actual.description());
    }

    /**
     * Verify that the model has an alias, whatever version it points to.
     *
     * <pre>{@code
     * // a model whose alias champion points to version 3
     * assertThat(model).hasAlias("champion"); // passes
     * assertThat(model).hasAlias("challenger"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the model is null or has no such alias
     */
    public RegisteredModelAssert hasAlias(String alias) {
        isNotNull();
        return has("alias", alias, actual.aliases());
    }

    /**
     * Verify which version an alias points to.
     *
     * <pre>{@code
     * // a model whose alias champion points to version 3
     * assertThat(model).hasAlias("champion", 3); // passes
     * assertThat(model).hasAlias("champion", 2); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the model is null, has no such alias, or one that points to another version
     */
    public RegisteredModelAssert hasAlias(String alias, int version) {
        isNotNull();
        return has("alias", alias, version, actual.aliases());
    }

    /**
     * Verify that the model has a tag, whatever its value.
     *
     * <pre>{@code
     * // a model with the tag team=risk
     * assertThat(model).hasTag("team"); // passes
     * assertThat(model).hasTag("Team"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the model is null or has no such tag
     */
    public RegisteredModelAssert hasTag(String key) {
        isNotNull();
        return has("tag", key, actual.tags());
    }

    /**
     * Verify the value of a tag.
     *
     * <pre>{@code
     * // a model with the tag team=risk
     * assertThat(model).hasTag("team", "risk"); // passes
     * assertThat(model).hasTag("team", "growth"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the model is null, has no such tag, or one of another value
     */
    public RegisteredModelAssert hasTag(String key, String value) {
        isNotNull();
        return has("tag", key, value, actual.tags());
    }
}
