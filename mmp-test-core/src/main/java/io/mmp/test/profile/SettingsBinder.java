package io.mmp.test.profile;

import io.mmp.test.text.Nearest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a record of settings, or says all that is wrong with them. */
final class SettingsBinder {

    private final String profile;
    private final Map<String, Setting> settings;
    private final List<String> problems = new ArrayList<>();
    private @Nullable Throwable cause;

    private SettingsBinder(String profile, Map<String, Setting> settings) {
        this.profile = profile;
        this.settings = settings;
    }

    /**
     * Bind settings to a record.
     *
     * @throws ProfileException if one is missing, unknown or of a wrong type, or the record refuses them; the message has all of them
     */
    static <T extends Record> T bind(String profile, Map<String, Setting> settings, Class<T> type) {
        Set<String> names = SettingNames.of(type);
        SettingsBinder binder = new SettingsBinder(profile, settings);
        settings.forEach((key, setting) -> {
            if (!names.contains(key)) {
                binder.problems.add(
                        "%s: nothing is called '%s'.%s".formatted(setting.place(), key, Nearest.hint(key, names)));
            }
        });
        Object bound = binder.make(type, "");
        if (bound == null || !binder.problems.isEmpty()) {
            throw new ProfileException(
                    "The settings of the profile '%s' do not fit the record %s:%n  %s"
                            .formatted(profile, type.getName(), String.join("%n  ".formatted(), binder.problems)),
                    binder.cause);
        }
        return type.cast(bound);
    }

    /** Make a record of the settings with a prefix; null if that cannot be, which the problems then say. */
    private @Nullable Object make(Class<?> type, String prefix) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i].getGenericType(), prefix + components[i].getName());
            complete &= values[i] != null;
        }
        return complete ? construct(type, components, values, prefix) : null;
    }

    private @Nullable Object value(Type type, String key) {
        Optional<Type> optional = SettingNames.argumentOf(type, Optional.class);
        if (optional.isPresent()) {
            return isAbsent(optional.get(), key) ? Optional.empty() : present(value(optional.get(), key));
        }
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return make(nested, key + ".");
        }
        Optional<Type> element = SettingNames.argumentOf(type, List.class);
        SettingType single = SettingType.of((Class<?>) element.orElse(type)).orElseThrow();
        Setting setting = settings.get(key);
        if (setting == null) {
            problems.add("'%s' is missing: add '%s = %s' to %s, or to %s for all profiles."
                    .formatted(
                            key,
                            key,
                            single.example(),
                            ProfileFiles.nameOf(profile),
                            ProfileFiles.nameOf(ProfileFiles.COMMON)));
            return null;
        }
        return element.isPresent() ? list(single, key, setting) : scalar(single, key, setting);
    }

    private static @Nullable Object present(@Nullable Object value) {
        return value == null ? null : Optional.of(value);
    }

    /** Tell whether an optional setting is not there, or empty, by which an override can take it away. */
    private boolean isAbsent(Type type, String key) {
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return settings.keySet().stream().noneMatch(name -> name.startsWith(key + "."));
        }
        Setting setting = settings.get(key);
        return setting == null || setting.value().isEmpty();
    }

    private @Nullable Object scalar(SettingType type, String key, Setting setting) {
        Optional<Object> value = type.read(setting.value());
        if (value.isEmpty()) {
            problems.add("%s: '%s' must be %s, such as %s, but is '%s'."
                    .formatted(setting.place(), key, type.rule(), type.example(), setting.value()));
        }
        return value.orElse(null);
    }

    private @Nullable Object list(SettingType type, String key, Setting setting) {
        if (setting.value().isEmpty()) {
            return List.of();
        }
        List<Object> elements = new ArrayList<>();
        String[] texts = setting.value().split(",", -1);
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i].strip();
            Optional<Object> element = text.isEmpty() ? Optional.empty() : type.read(text);
            if (element.isEmpty()) {
                problems.add("%s: element %s of %s of '%s' must be %s, such as %s, but is '%s'."
                        .formatted(setting.place(), i + 1, texts.length, key, type.rule(), type.example(), text));
                return null;
            }
            elements.add(element.get());
        }
        return List.copyOf(elements);
    }

    private @Nullable Object construct(
            Class<?> type, RecordComponent[] components, @Nullable Object[] values, String prefix) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            cause = e.getCause();
            problems.add("%s refuses %s: %s"
                    .formatted(
                            type.getSimpleName(),
                            prefix.isEmpty()
                                    ? "them"
                                    : "those of '%s'".formatted(prefix.substring(0, prefix.length() - 1)),
                            cause));
            return null;
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new ProfileException(
                    "The record %s cannot be made (%s). Open its package to mmp-test.".formatted(type.getName(), e), e);
        }
    }
}
