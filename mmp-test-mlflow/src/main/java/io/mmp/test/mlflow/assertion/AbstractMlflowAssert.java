package io.mmp.test.mlflow.assertion;

import io.mmp.test.mlflow.client.Inventory;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Checks the attributes and the named entries of one thing that MLflow knows; its {@code toString} names it in messages.
 *
 * <p>An expected value that is null is one that nothing has: the assertion fails and says so.
 *
 * @param <SELF> the assertion's own type
 * @param <ACTUAL> the type of the thing
 * @since 0.1.0
 */
public abstract class AbstractMlflowAssert<SELF extends AbstractMlflowAssert<SELF, ACTUAL>, ACTUAL>
        extends AbstractAssert<SELF, ACTUAL> {

    /** Assert on a thing. */
    protected AbstractMlflowAssert(@Nullable ACTUAL actual, Class<SELF> selfType) {
        super(actual, selfType);
    }

    /**
     * Go on with something that the thing has, with the description, the messages and the representation of this assertion.
     *
     * <p>AssertJ's soft assertions know by this name that what it returns must be soft as well.
     *
     * @param value gives it, null if the thing lacks it, which only a soft assertion gets to see
     * @return an assertion on the value
     */
    protected <T, ASSERT extends AbstractAssert<?, ?>> ASSERT extractingForProxy(
            Function<ACTUAL, @Nullable T> value, AssertFactory<T, ASSERT> assertion) {
        T nothing = null;
        return actual == null ? assertion.createAssert(nothing) : extracting(value, assertion);
    }

    SELF is(String attribute, @Nullable Object expected, Object found) {
        if (!found.equals(expected)) {
            failWithMessage("%nExpecting %s to have %s %s, but it is '%s'", actual, attribute, quoted(expected), found);
        }
        return myself;
    }

    SELF has(String thing, @Nullable String key, Map<String, ?> things) {
        if (!contains(things, key)) {
            failWithMessage(
                    "%nExpecting %s to have %s %s, but it has %s",
                    actual, thing, quoted(key), Inventory.of(thing, things));
        }
        return myself;
    }

    SELF has(String thing, @Nullable String key, @Nullable Object value, Map<String, ?> things) {
        has(thing, key, things);
        Object found = key == null ? null : things.get(key);
        if (found != null && !found.equals(value)) {
            failWithMessage(
                    "%nExpecting %s '%s' of %s to be %s, but it is '%s'", thing, key, actual, quoted(value), found);
        }
        return myself;
    }

    /** Maps that cannot be changed refuse to look for null. */
    static boolean contains(Map<?, ?> things, @Nullable Object key) {
        return key != null && things.containsKey(key);
    }

    static String quoted(@Nullable Object value) {
        return value == null ? "null" : "'" + value + "'";
    }
}
