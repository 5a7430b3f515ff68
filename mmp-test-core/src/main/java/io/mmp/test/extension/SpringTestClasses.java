package io.mmp.test.extension;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;

/** Tells which test classes Spring runs, without a class of Spring. */
public final class SpringTestClasses {

    private static final String EXTENSION = "org.springframework.test.context.junit.jupiter.SpringExtension";

    private SpringTestClasses() {}

    /** Tell whether a class, or one around it, has Spring's extension, directly or through another annotation. */
    public static boolean isSpringTest(Class<?> testClass) {
        return around(testClass).anyMatch(SpringTestClasses::hasExtension);
    }

    /** Return a class and those around it, the innermost first. */
    static Stream<Class<?>> around(Class<?> testClass) {
        return Stream.iterate(testClass, type -> type != null, Class::getEnclosingClass);
    }

    private static boolean hasExtension(Class<?> type) {
        return AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class).stream()
                .flatMap(annotation -> Arrays.stream(annotation.value()))
                .anyMatch(extension -> extension.getName().equals(EXTENSION));
    }
}
