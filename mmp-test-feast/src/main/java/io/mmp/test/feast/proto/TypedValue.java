package io.mmp.test.feast.proto;

import io.mmp.test.table.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A value and the type in which Feast stored or sent it.
 *
 * @param type its type; {@link ValueType#NULL} if there is no value
 * @param value the value, in the form that {@link ValueType} describes, or null
 */
public record TypedValue(ValueType type, @Nullable Object value) {

    static final TypedValue NONE = new TypedValue(ValueType.NULL, null);
}
