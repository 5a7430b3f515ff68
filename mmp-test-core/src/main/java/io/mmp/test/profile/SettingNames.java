package io.mmp.test.profile;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The keys that a record of settings has, nested ones with dots. */
final class SettingNames {

    private final Set<String> names = new TreeSet<>();
    private final Set<Class<?>> around = new HashSet<>();

    private SettingNames() {}

    /**
     * Return the keys of a record.
     *
     * @throws ProfileException if a component has a type that no setting is read as, or a record contains itself
     */
    static Set<String> of(Class<? extends Record> type) {
        SettingNames names = new SettingNames();
        names.add(type, "");
        return names.names;
    }

    private void add(Class<?> type, String prefix) {
        if (!around.add(type)) {
            throw new ProfileException("The record %s contains itself, so that it would have settings without end."
                    .formatted(type.getName()));
        }
        for (RecordComponent component : type.getRecordComponents()) {
            add(component, prefix + component.getName());
        }
        around.remove(type);
    }

    private void add(RecordComponent component, String name) {
        Type type = argumentOf(component.getGenericType(), Optional.class).orElse(component.getGenericType());
        Type element = argumentOf(type, List.class).orElse(type);
        if (element instanceof Class<?> scalar && SettingType.of(scalar).isPresent()) {
            names.add(name);
        } else if (type instanceof Class<?> nested && nested.isRecord()) {
            add(nested, name + ".");
        } else {
            throw new ProfileException(
                    "The component %s of the record %s is a %s, which no setting is read as. Use String, int, long, double, boolean, Duration, Instant, LocalDate, URI, Path, an enum, a record of them, or a List or Optional of one."
                            .formatted(
                                    component.getName(),
                                    component.getDeclaringRecord().getName(),
                                    component.getGenericType().getTypeName()));
        }
    }

    /** Return the type argument of a type if it is of this generic class. */
    static Optional<Type> argumentOf(Type type, Class<?> generic) {
        return type instanceof ParameterizedType parameterized && parameterized.getRawType() == generic
                ? Optional.of(parameterized.getActualTypeArguments()[0])
                : Optional.empty();
    }
}
