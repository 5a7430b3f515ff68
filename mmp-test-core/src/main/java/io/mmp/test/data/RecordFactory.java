package io.mmp.test.data;

import io.mmp.test.table.ValueType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of a user's type.
 *
 * @param constructor the canonical one
 * @param components what each component takes
 */
record RecordFactory<R extends Record>(Constructor<R> constructor, List<Component> components) {

    /** A component, and the number of its column. */
    private record Component(String name, Class<?> type, int column, String columnName) {}

    private static final Map<ValueType, List<Class<?>>> TAKEN = Map.of(
            ValueType.INT64, List.of(long.class, Long.class, int.class, Integer.class, Object.class),
            ValueType.DOUBLE, List.of(double.class, Double.class, Object.class),
            ValueType.BOOL, List.of(boolean.class, Boolean.class, Object.class),
            ValueType.STRING, List.of(String.class, Object.class),
            ValueType.UNIX_TIMESTAMP, List.of(Instant.class, Object.class));

    static <R extends Record> RecordFactory<R> of(Class<R> type, List<String> names, List<ValueType> types) {
        RecordComponent[] all = type.getRecordComponents();
        List<String> plainNames = names.stream().map(RecordFactory::plain).toList();
        List<Component> components = Arrays.stream(all)
                .map(component -> {
                    int column = plainNames.indexOf(plain(component.getName()));
                    if (column < 0) {
                        throw new SampleException(
                                "Record %s has a component '%s', but the columns are %s."
                                        .formatted(type.getSimpleName(), component.getName(), names),
                                null);
                    }
                    if (!takes(component.getType(), types.get(column))) {
                        throw new SampleException(
                                "Component '%s' of record %s is a %s, but column '%s' is of type %s."
                                        .formatted(
                                                component.getName(),
                                                type.getSimpleName(),
                                                component.getType().getSimpleName(),
                                                names.get(column),
                                                types.get(column)),
                                null);
                    }
                    return new Component(component.getName(), component.getType(), column, names.get(column));
                })
                .toList();
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(
                    Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true); // the record of a test is often private to it
            return new RecordFactory<>(constructor, components);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // each record has it
        }
    }

    R create(@Nullable Object[] cells, long row) {
        @Nullable Object[] arguments = new Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = convert(components.get(i), cells[components.get(i).column()], row);
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw failure(row, "is refused by its constructor: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw failure(row, "cannot be made: " + e, e);
        }
    }

    private @Nullable Object convert(Component component, @Nullable Object cell, long row) {
        Class<?> type = component.type();
        if (cell == null && type.isPrimitive()) {
            throw failure(
                    row,
                    "has no '%s', which the %s of component '%s' cannot say: make it a wrapper"
                            .formatted(component.columnName(), type, component.name()),
                    null);
        }
        if (cell instanceof Long number && (type == int.class || type == Integer.class)) {
            if (number.intValue() != number) {
                throw failure(row, "has %s in '%s', which is no int".formatted(number, component.columnName()), null);
            }
            return number.intValue();
        }
        if (cell instanceof String text && type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(text))
                    .findFirst()
                    .orElseThrow(() -> failure(
                            row,
                            "has '%s' in '%s', which is no %s"
                                    .formatted(text, component.columnName(), type.getSimpleName()),
                            null));
        }
        return cell;
    }

    private SampleException failure(long row, String what, @Nullable Throwable cause) {
        return new SampleException(
                "Row %s as %s %s."
                        .formatted(row, constructor.getDeclaringClass().getSimpleName(), what),
                cause);
    }

    private static boolean takes(Class<?> component, ValueType column) {
        return TAKEN.getOrDefault(column, List.of()).contains(component)
                || (column == ValueType.STRING && component.isEnum());
    }

    /** Return a name without what Java and SQL write differently. */
    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
