package io.mmp.test.feast.view;

import static java.util.Objects.requireNonNull;

import io.mmp.test.table.ValueType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names a join key or a feature and its type. A value.
 *
 * @since 0.1.0
 */
public final class Field {

    private final String name;
    private final ValueType type;

    private Field(String name, ValueType type) {
        this.name = requireNonNull(name, "The name of a field must not be null.");
        this.type = requireNonNull(type, "The type of a field must not be null.");
    }

    /** Name a field of a feature view, and the type of its values. */
    public static Field of(String name, ValueType type) {
        return new Field(name, type);
    }

    /** Return its name in the feature view. */
    public String name() {
        return name;
    }

    /** Return the type of its values. */
    public ValueType type() {
        return type;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Field field && name.equals(field.name) && type == field.type;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type);
    }

    /** Return the name and the type, such as {@code driver_id INT64}. */
    @Override
    public String toString() {
        return name + " " + type;
    }
}
