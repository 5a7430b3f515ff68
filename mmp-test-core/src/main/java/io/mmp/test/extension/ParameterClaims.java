package io.mmp.test.extension;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

/**
 * Tells which parameters somebody else resolves. JUnit fails a test of which two extensions claim the same parameter, so that an
 * extension that goes by the type leaves these alone.
 */
public final class ParameterClaims {

    /** Say something about the value, not where it comes from. */
    private static final Set<String> DESCRIPTIONS = Set.of("Nullable", "NonNull", "Nonnull", "NotNull", "CheckForNull");

    private static final Set<String> INJECTIONS = Set.of(
            "org.springframework.beans.factory.annotation.Autowired", "jakarta.inject.Inject", "javax.inject.Inject");

    private static final boolean HAS_PARAMETERIZED_TESTS =
            JUnitVersion.exists("org.junit.jupiter.params.ParameterizedTest");

    private ParameterClaims() {}

    /**
     * Tell whether a parameter is somebody else's: it bears an annotation, such as {@code @Autowired} or {@code @Mock}, its constructor is
     * autowired, or it is an argument of a parameterized test or class.
     *
     * <p>JUnit 5.12 does not tell how many arguments a parameterized test has: there the first parameter is one, and no other.
     *
     * @throws ExtensionConfigurationException if this JUnit is older than the oldest supported one
     */
    public static boolean isOfAnother(ParameterContext parameter, ExtensionContext context) {
        JUnitVersion.requireSupported();
        return Arrays.stream(parameter.getAnnotatedElement().getAnnotations())
                        .anyMatch(annotation -> !DESCRIPTIONS.contains(
                                annotation.annotationType().getSimpleName()))
                || (parameter.getDeclaringExecutable() instanceof Constructor<?> constructor
                        && (isAnnotated(constructor, INJECTIONS::contains)
                                || SpringConstructors.isAutowired(constructor, context)))
                || (HAS_PARAMETERIZED_TESTS && ParameterizedArguments.contain(parameter, context));
    }

    /** Tell whether an element has an annotation of a name, directly or through another annotation. */
    static boolean isAnnotated(AnnotatedElement element, Predicate<String> name) {
        return isAnnotated(element, name, new HashSet<>());
    }

    private static boolean isAnnotated(AnnotatedElement element, Predicate<String> name, Set<Class<?>> visited) {
        for (Annotation annotation : element.getAnnotations()) {
            Class<?> type = annotation.annotationType();
            if (name.test(type.getName()) || (visited.add(type) && isAnnotated(type, name, visited))) {
                return true;
            }
        }
        return false;
    }
}
