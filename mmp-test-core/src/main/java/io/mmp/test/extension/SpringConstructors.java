package io.mmp.test.extension;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Test classes whose constructors Spring autowires although they bear no annotation. */
final class SpringConstructors {

    private static final String ANNOTATION = "org.springframework.test.context.TestConstructor";
    private static final String PROPERTY = "spring.test.constructor.autowire.mode";

    private SpringConstructors() {}

    static boolean isAutowired(Constructor<?> constructor, ExtensionContext context) {
        Class<?> testClass = constructor.getDeclaringClass();
        return SpringTestClasses.isSpringTest(testClass)
                && SpringTestClasses.around(testClass)
                        .flatMap(type -> mode(type, new HashSet<>()).stream())
                        .findFirst()
                        .or(() -> context.getConfigurationParameter(PROPERTY))
                        .filter("all"::equalsIgnoreCase)
                        .isPresent();
    }

    private static Optional<String> mode(AnnotatedElement element, Set<Class<?>> visited) {
        for (Annotation annotation : element.getAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (type.getName().equals(ANNOTATION)) {
                return Optional.of(valueOf(annotation));
            }
            if (visited.add(type)) {
                Optional<String> found = mode(type, visited);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static String valueOf(Annotation testConstructor) {
        try {
            return testConstructor
                    .annotationType()
                    .getMethod("autowireMode")
                    .invoke(testConstructor)
                    .toString();
        } catch (ReflectiveOperationException e) {
            return "";
        }
    }
}
