package io.mmp.test.extension;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Test classes whose constructors Spring autowires although they bear no annotation. */
final class SpringConstructors {

    private static final String EXTENSION = "org.springframework.test.context.junit.jupiter.SpringExtension";
    private static final String ANNOTATION = "org.springframework.test.context.TestConstructor";
    private static final String PROPERTY = "spring.test.constructor.autowire.mode";

    private SpringConstructors() {}

    static boolean isAutowired(Constructor<?> constructor, ExtensionContext context) {
        Class<?> testClass = constructor.getDeclaringClass();
        return around(testClass).anyMatch(SpringConstructors::isSpringTest)
                && around(testClass)
                        .flatMap(type -> mode(type, new HashSet<>()).stream())
                        .findFirst()
                        .or(() -> context.getConfigurationParameter(PROPERTY))
                        .filter("all"::equalsIgnoreCase)
                        .isPresent();
    }

    private static Stream<Class<?>> around(Class<?> testClass) {
        return Stream.iterate(testClass, type -> type != null, Class::getEnclosingClass);
    }

    private static boolean isSpringTest(Class<?> type) {
        return AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class).stream()
                .flatMap(annotation -> Arrays.stream(annotation.value()))
                .anyMatch(extension -> extension.getName().equals(EXTENSION));
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
