package io.mmp.test.extension;

import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;

/** A method that is no test and has an annotation that only a test has use for. */
final class MisplacedMethod extends AbstractTestDescriptor {

    private static final String OURS = "io.mmp.test.";

    private final Method method;

    private MisplacedMethod(UniqueId id, Method method) {
        super(id, method.getName() + "()", MethodSource.from(method));
        this.method = method;
    }

    /** Return those of a class and of its nested classes. */
    static Set<Method> allOf(Class<?> type) {
        Set<Method> found = new LinkedHashSet<>();
        try {
            found.addAll(
                    ReflectionSupport.findMethods(type, MisplacedMethod::isMisplaced, HierarchyTraversalMode.TOP_DOWN));
            ReflectionSupport.findNestedClasses(type, nested -> isAnnotated(nested, Nested.class))
                    .forEach(nested -> found.addAll(allOf(nested)));
        } catch (LinkageError e) {
            // What cannot be looked at cannot run either; the engine whose test it is says why.
            return Set.of();
        }
        return found;
    }

    /** Return the methods below the class that was looked at. */
    static TestDescriptor container(TestDescriptor engine, Class<?> type, String key, Set<Method> methods) {
        UniqueId id = engine.getUniqueId().append("class", key);
        TestDescriptor container = new AbstractTestDescriptor(id, type.getSimpleName(), ClassSource.from(type)) {
            @Override
            public Type getType() {
                return Type.CONTAINER;
            }
        };
        methods.forEach(method -> container.addChild(new MisplacedMethod(id.append("method", idOf(method)), method)));
        return container;
    }

    static String idOf(Method method) {
        return Stream.of(method.getParameterTypes())
                .map(Class::getName)
                .collect(Collectors.joining(
                        ",", method.getDeclaringClass().getName() + "#" + method.getName() + "(", ")"));
    }

    static boolean isMisplaced(Method method) {
        return !isAnnotated(method, Testable.class) && annotation(method).isPresent();
    }

    /** Return the first annotation that brings an extension of this library. */
    private static Optional<Annotation> annotation(Method method) {
        return Stream.of(method.getAnnotations())
                .filter(annotation -> bringsExtension(annotation.annotationType(), new HashSet<>()))
                .findFirst();
    }

    private static boolean bringsExtension(Class<? extends Annotation> type, Set<Class<?>> visited) {
        return (type.getName().startsWith(OURS) && isAnnotated(type, ExtendWith.class))
                || Stream.of(type.getAnnotations())
                        .map(Annotation::annotationType)
                        .filter(visited::add)
                        .anyMatch(meta -> bringsExtension(meta, visited));
    }

    ExtensionConfigurationException failure() {
        String name = annotation(method)
                .map(annotation -> annotation.annotationType().getSimpleName())
                .orElseThrow();
        return new ExtensionConfigurationException(
                "@%s is on %s.%s(), which is no test method, so that JUnit ignores it. Add @Test, or put it on a test method or on the class."
                        .formatted(name, method.getDeclaringClass().getName(), method.getName()));
    }

    /** Return the tags of the method, so that it is in the same group as the test that it should be. */
    @Override
    public Set<TestTag> getTags() {
        return Stream.of(method, method.getDeclaringClass())
                .flatMap(element -> findRepeatableAnnotations((AnnotatedElement) element, Tag.class).stream())
                .map(Tag::value)
                .filter(TestTag::isValid)
                .map(TestTag::create)
                .collect(Collectors.toSet());
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }
}
