package io.mmp.test.mlflow;

import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;
import static org.junit.platform.commons.support.ReflectionSupport.findMethods;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** The {@link IsolatedMlflow} that holds for a test, and the context that its server belongs to. */
record Declaration(IsolatedMlflow annotation, ExtensionContext owner) {

    static Declaration of(ExtensionContext context) {
        Optional<IsolatedMlflow> onMethod = context.getTestMethod().flatMap(Declaration::onMethod);
        if (onMethod.isPresent()) {
            return new Declaration(onMethod.get(), context);
        }
        for (Class<?> testClass : innermostFirst(context)) {
            Optional<IsolatedMlflow> onClass = only(testClass);
            if (onClass.isPresent()) {
                return new Declaration(onClass.get(), ownerOf(onClass.get(), testClass, context));
            }
        }
        throw new ExtensionConfigurationException("@IsolatedMlflow was not found on "
                + context.getRequiredTestClass().getName() + " or a class around it.");
    }

    /** Refuse annotations on methods that are no tests: JUnit never looks at them, and their author would wonder. */
    void requireTestMethods() {
        Class<?> testClass = owner.getRequiredTestClass();
        Predicate<Method> misplaced = method -> only(method).isPresent() && !isAnnotated(method, Testable.class);
        findMethods(testClass, misplaced, HierarchyTraversalMode.TOP_DOWN).stream()
                .findFirst()
                .ifPresent(method -> {
                    throw new ExtensionConfigurationException(
                            "@IsolatedMlflow is on %s, which is no test method. Put it on a test method or on the class."
                                    .formatted(nameOf(method)));
                });
    }

    private static Optional<IsolatedMlflow> onMethod(Method method) {
        Optional<IsolatedMlflow> annotation = only(method);
        if (annotation
                .filter(found -> found.scope() == IsolatedMlflow.Scope.CLASS)
                .isPresent()) {
            throw new ExtensionConfigurationException(
                    "@IsolatedMlflow(scope = CLASS) is on method %s, whose server cannot outlive it. Put it on the class, or use scope METHOD."
                            .formatted(nameOf(method)));
        }
        return annotation;
    }

    private static List<Class<?>> innermostFirst(ExtensionContext context) {
        List<Class<?>> classes = new ArrayList<>(context.getEnclosingTestClasses());
        classes.add(context.getRequiredTestClass());
        Collections.reverse(classes);
        return classes;
    }

    private static ExtensionContext ownerOf(IsolatedMlflow annotation, Class<?> testClass, ExtensionContext context) {
        if (annotation.scope() == IsolatedMlflow.Scope.CLASS) {
            ExtensionContext owner = context;
            while (owner.getTestMethod().isPresent() || owner.getRequiredTestClass() != testClass) {
                owner = owner.getParent().orElseThrow();
            }
            return owner;
        }
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "@IsolatedMlflow on %s gives a server to each test method, and none runs yet. For a server in @BeforeAll, @AfterAll or the "
                                    .formatted(testClass.getName())
                            + "constructor of a PER_CLASS instance use @IsolatedMlflow(scope = CLASS).");
        }
        return context;
    }

    /** Return the annotation of an element, directly present, inherited or meta-present; two that differ have no meaning. */
    private static Optional<IsolatedMlflow> only(AnnotatedElement element) {
        Set<IsolatedMlflow> all = new LinkedHashSet<>();
        collect(element, all, new HashSet<>());
        if (all.size() > 1) {
            throw new ExtensionConfigurationException("%s has %d different @IsolatedMlflow annotations: %s. Keep one."
                    .formatted(
                            nameOf(element),
                            all.size(),
                            all.stream().map(Declaration::describe).toList()));
        }
        // What is on an interface or behind @Inherited is left to JUnit's rules.
        return all.isEmpty()
                ? AnnotationSupport.findAnnotation(element, IsolatedMlflow.class)
                : all.stream().findFirst();
    }

    private static void collect(AnnotatedElement element, Set<IsolatedMlflow> found, Set<Class<?>> visited) {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            if (annotation instanceof IsolatedMlflow isolated) {
                found.add(isolated);
            } else if (visited.add(annotation.annotationType())) {
                collect(annotation.annotationType(), found, visited);
            }
        }
    }

    private static String describe(IsolatedMlflow annotation) {
        return "server = " + annotation.server() + ", scope = " + annotation.scope();
    }

    private static String nameOf(AnnotatedElement element) {
        return element instanceof Method method
                ? method.getDeclaringClass().getName() + "." + method.getName() + "()"
                : ((Class<?>) element).getName();
    }
}
