package io.mmp.test.mlflow;

import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Checks the attributes and the named entries of one thing that MLflow knows; its {@code toString} names it in messages.
 *
 * @param <S> the assertion's own type
 * @param <A> the type of the thing
 */
public abstract sealed class MlflowAssert<S extends MlflowAssert<S, A>, A> extends AbstractAssert<S, A>
        permits AbstractRunAssert, ModelVersionAssert, RegisteredModelAssert, LineageAssert {

    MlflowAssert(@Nullable A actual, Class<S> selfType) {
        super(actual, selfType);
    }

    S is(String attribute, Object expected, Object found) {
        if (!expected.equals(found)) {
            failWithMessage("%nExpecting %s to have %s '%s', but it is '%s'", actual, attribute, expected, found);
        }
        return myself;
    }

    S has(String thing, String key, Map<String, ?> things) {
        if (!things.containsKey(key)) {
            failWithMessage(
                    "%nExpecting %s to have %s '%s', but it has %s", actual, thing, key, Inventory.of(thing, things));
        }
        return myself;
    }

    S has(String thing, String key, Object value, Map<String, ?> things) {
        has(thing, key, things);
        if (!value.equals(things.get(key))) {
            failWithMessage(
                    "%nExpecting %s '%s' of %s to be '%s', but it is '%s'", thing, key, actual, value, things.get(key));
        }
        return myself;
    }
}
