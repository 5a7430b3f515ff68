package io.mmp.test.extension;

import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;
import static org.junit.platform.commons.support.ReflectionSupport.findFields;
import static org.junit.platform.commons.support.ReflectionSupport.findMethods;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Tells which test classes Spring runs, without a class of Spring. */
public final class SpringTestClasses {

    private static final String EXTENSION = "org.springframework.test.context.junit.jupiter.SpringExtension";

    private SpringTestClasses() {}

    /** Tell whether a class, or one around it, has Spring's extension, directly or through another annotation. */
    public static boolean isSpringTest(Class<?> testClass) {
        return around(testClass).anyMatch(SpringTestClasses::hasExtension);
    }

    /** Tell whether a class or one around it, one of its methods or one of its extensions in fields gives tests something. */
    public static boolean have(
            Class<?> testClass, Class<? extends Annotation> annotation, Class<? extends Extension> extension) {
        return around(testClass).anyMatch(type -> has(type, annotation, extension));
    }

    private static boolean has(
            Class<?> type, Class<? extends Annotation> annotation, Class<? extends Extension> extension) {
        return isAnnotated(type, annotation)
                || !findMethods(type, method -> isAnnotated(method, annotation), HierarchyTraversalMode.BOTTOM_UP)
                        .isEmpty()
                || !findFields(
                                type,
                                field -> field.getType() == extension && isAnnotated(field, RegisterExtension.class),
                                HierarchyTraversalMode.BOTTOM_UP)
                        .isEmpty();
    }

    /** Return a class and those around it, the innermost first. */
    public static Stream<Class<?>> around(Class<?> testClass) {
        return Stream.iterate(testClass, type -> type != null, Class::getEnclosingClass);
    }

    private static boolean hasExtension(Class<?> type) {
        return AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class).stream()
                .flatMap(annotation -> Arrays.stream(annotation.value()))
                .anyMatch(extension -> extension.getName().equals(EXTENSION));
    }
}
