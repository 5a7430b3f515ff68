package io.mmp.test.profile;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.lang.reflect.AnnotatedElement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What all {@link WithProfile} annotations of a test say together.
 *
 * @param name the name of the profile, empty if none says it
 * @param settings the record, {@code Record} itself if none names it
 * @param overrides the settings to replace
 */
record ProfileDeclaration(String name, Class<? extends Record> settings, Map<String, Setting> overrides) {

    private static final ProfileDeclaration NOTHING = new ProfileDeclaration("", Record.class, Map.of());

    /**
     * Return what holds in a context.
     *
     * @throws ExtensionConfigurationException if an override has no key
     */
    static ProfileDeclaration of(ExtensionContext context) {
        ProfileDeclaration all = NOTHING;
        // Not context.getEnclosingTestClasses(), which JUnit has from 5.12.1 on.
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Optional<AnnotatedElement> method = at.get().getTestMethod().map(found -> (AnnotatedElement) found);
            if (method.isPresent()) {
                all = all.and(
                        method.get(),
                        at.get().getRequiredTestClass().getSimpleName() + "."
                                + at.get().getRequiredTestMethod().getName() + "()");
            }
            for (Class<?> type = at.get().getTestClass().orElse(null); type != null; type = type.getSuperclass()) {
                all = all.and(type, type.getSimpleName());
            }
        }
        return all;
    }

    private ProfileDeclaration and(AnnotatedElement element, String place) {
        return findAnnotation(element, WithProfile.class)
                .map(outer -> and(outer, place))
                .orElse(this);
    }

    private ProfileDeclaration and(WithProfile outer, String place) {
        Map<String, Setting> more = new LinkedHashMap<>(overrides);
        for (String pair : outer.set()) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new ExtensionConfigurationException(
                        "@WithProfile(set = \"%s\") on %s is not of the form \"key = value\".".formatted(pair, place));
            }
            String key = pair.substring(0, equals).strip();
            more.putIfAbsent(
                    key,
                    new Setting(pair.substring(equals + 1), "@WithProfile(set = \"%s\") on %s".formatted(pair, place)));
        }
        return new ProfileDeclaration(
                name.isEmpty() ? outer.value() : name, settings == Record.class ? outer.settings() : settings, more);
    }

    /** Tell whether a parameter of this type is its. */
    boolean gives(Class<?> type) {
        return settings == type && type != Record.class;
    }

    Profile profile(ExtensionContext context) {
        Profile profile = name.isEmpty()
                ? Profile.active(key -> context.getConfigurationParameter(key).orElse(null), System::getenv)
                : Profile.of(name);
        for (Map.Entry<String, Setting> override : overrides.entrySet()) {
            profile = profile.with(
                    override.getKey(),
                    override.getValue().value(),
                    override.getValue().place());
        }
        return profile;
    }
}
