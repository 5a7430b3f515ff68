package io.mmp.test.table;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a type of rows consists of: a component of a Java record, or a property of the constructor of a Kotlin data class.
 *
 * @param name as the source has it
 * @param accessor returns the value of a row
 */
record RowComponent(String name, Method accessor) {

    /** How Kotlin names the accessor of a property whose type is a value class, such as {@code component2-pVg5ArA}. */
    private static final Pattern VALUE_CLASS = Pattern.compile("component\\d+-.*");

    /**
     * Return the components of a type in their order.
     *
     * @throws TableException if it is no record and no data class, or one with a property of a value class
     */
    static List<RowComponent> of(Class<?> type) {
        List<RowComponent> components = type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(component -> new RowComponent(component.getName(), component.getAccessor()))
                        .toList()
                : ofDataClass(type);
        // The record of a test is often private to it.
        components.forEach(component -> component.accessor().setAccessible(true));
        return components;
    }

    Type type() {
        return accessor.getGenericReturnType();
    }

    /** Say what this is in a message. */
    @Override
    public String toString() {
        Class<?> owner = accessor.getDeclaringClass();
        return owner.isRecord()
                ? "Component '%s' of record %s".formatted(name, owner.getSimpleName())
                : "Property '%s' of data class %s".formatted(name, owner.getSimpleName());
    }

    @Nullable
    Object of(Object row) {
        try {
            return accessor.invoke(row);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new TableException("Component '%s' of %s cannot be read.".formatted(name, row), e);
        }
    }

    /**
     * The properties of the constructor are those that have a {@code componentN()}. Their names are those of the fields, which the
     * compiler writes in the order of the constructor, before those of the body.
     */
    private static List<RowComponent> ofDataClass(Class<?> type) {
        List<Field> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .toList();
        List<RowComponent> components = new ArrayList<>();
        for (Field field : fields) {
            int number = components.size() + 1;
            Optional<Method> accessor = accessor(type, number);
            if (accessor.isEmpty()) {
                break;
            }
            if (VALUE_CLASS.matcher(accessor.get().getName()).matches()) {
                throw new TableException(
                        "Property '%s' of data class %s is of a value class of Kotlin, as UInt is one, which Java cannot read: give the row a property of the type that it wraps."
                                .formatted(field.getName(), type.getSimpleName()));
            }
            components.add(new RowComponent(field.getName(), accessor.get()));
        }
        if (components.isEmpty() || accessor(type, components.size() + 1).isPresent()) {
            throw new TableException(
                    "%s is no type of rows: it is neither a Java record nor a data class of Kotlin.".formatted(type));
        }
        return components;
    }

    private static Optional<Method> accessor(Class<?> type, int number) {
        String name = "component" + number;
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers()))
                .filter(method ->
                        method.getName().equals(name) || method.getName().startsWith(name + "-"))
                .findFirst();
    }
}
