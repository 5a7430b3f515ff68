package io.mmp.test.profile;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place where code runs, such as {@code local} or {@code dev}, and its settings.
 *
 * <p>Its settings stand on the class path in {@code profiles/NAME.properties}, and in {@code profiles/common.properties} what holds for all
 * profiles that do not say otherwise. They are properties files in UTF-8; blanks around a value do not count. They are bound to a record:
 *
 * <pre>{@code
 * record Settings(URI trackingUri, int rows, Duration timeout, Model model) {   // rows = 1_000
 *     record Model(Path path, Optional<Double> threshold) {}                      // model.path = target/model
 * }
 *
 * Settings settings = Profile.active().settings(Settings.class);
 * }</pre>
 *
 * <p>A component is a String, int, long, double, boolean, {@code Duration} ({@code 30s}, {@code 5m}, {@code PT1H30M}), {@code Instant},
 * {@code LocalDate}, {@code URI}, {@code Path}, an enum, a record, whose keys stand behind a dot, a {@code List} with commas between its
 * elements, or an {@code Optional}, which alone may be missing. A key that is missing, misspelt or of a wrong type is an error that says where.
 *
 * <p>The system property {@code mmp.settings.KEY} replaces a setting of a file, and {@link #with} both.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class Profile {

    static final String PROPERTY = "mmp.profile";
    static final String VARIABLE = "APP_ENV";

    private static final String OVERRIDE = "mmp.settings.";
    private static final String DEFAULT = "local";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final String name;
    private final Map<String, Setting> overrides;

    private Profile(String name, Map<String, Setting> overrides) {
        this.name = name;
        this.overrides = overrides;
    }

    /** Return the profile of a name: letters, digits, {@code .}, {@code _} and {@code -}, in which upper case does not count. */
    public static Profile of(String name) {
        return named(name, "'" + name + "'");
    }

    /** Return the profile that the system property {@code mmp.profile} names, or else the environment variable {@code APP_ENV}; {@code local} without. */
    public static Profile active() {
        return active(System::getProperty, System::getenv);
    }

    static Profile active(UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> variable) {
        return named(property, PROPERTY)
                .or(() -> named(variable, VARIABLE))
                .orElseGet(() -> new Profile(DEFAULT, Map.of()));
    }

    private static Optional<Profile> named(UnaryOperator<@Nullable String> source, String key) {
        return Optional.ofNullable(source.apply(key))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> named(value, "%s, which is '%s',".formatted(key, value)));
    }

    private static Profile named(String name, String source) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches() || lower.equals(ProfileFiles.COMMON)) {
            throw new ProfileException(
                    "%s does not name a profile: that is made of letters, digits, '.', '_' and '-', such as local or dev, and is not 'common', whose file all have."
                            .formatted(source));
        }
        return new Profile(lower, Map.of());
    }

    /** Return the name, in lower case. */
    public String name() {
        return name;
    }

    /** Return a copy with this setting instead of what files and system properties say; an unknown key is found when they are bound. */
    public Profile with(String key, String value) {
        return with(key, value, "override of '%s'".formatted(key));
    }

    Profile with(String key, String value, String place) {
        Map<String, Setting> more = new LinkedHashMap<>(overrides);
        more.put(key, new Setting(value, place));
        return new Profile(name, more);
    }

    /**
     * Return the settings of this profile, bound to a record; its class loader finds the files.
     *
     * @throws ProfileException if a file is missing, or a setting is missing, unknown or of a wrong type; the message has all of them, each
     *     with its file, line, key and value
     */
    public <T extends Record> T settings(Class<T> type) {
        ClassLoader loader = type.getClassLoader();
        return settings(type, loader == null ? ClassLoader.getSystemClassLoader() : loader);
    }

    <T extends Record> T settings(Class<T> type, ClassLoader loader) {
        Map<String, Setting> settings = new LinkedHashMap<>(new ProfileFiles(loader).read(name));
        for (String property : new TreeSet<>(System.getProperties().stringPropertyNames())) {
            if (property.startsWith(OVERRIDE)) {
                settings.put(
                        property.substring(OVERRIDE.length()),
                        new Setting(System.getProperty(property, ""), "system property " + property));
            }
        }
        settings.putAll(overrides);
        return SettingsBinder.bind(name, settings, type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Profile that && name.equals(that.name) && overrides.equals(that.overrides);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, overrides);
    }

    /** Return the name. */
    @Override
    public String toString() {
        return name;
    }
}
