package io.mmp.test.lock;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * One lock that a test class or method takes, once for each name.
 *
 * <p>A class with a lock takes those of all its descendants too, as JUnit's scheduler does: a test that took a second lock while its
 * class has a first could wait for a test of another JVM that has them the other way round.
 */
record LockPlan(String name, LockMode mode, Duration timeout) {

    private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*");

    /** Return the locks that the class takes, in the order in which all tests take them. */
    static Collection<LockPlan> of(Class<?> testClass) {
        TreeMap<String, LockPlan> plans = new TreeMap<>();
        add(testClass, plans);
        if (!plans.isEmpty()) {
            addDescendants(testClass, plans);
        }
        return plans.values();
    }

    /** Return the locks that the method takes by itself, in the order in which all tests take them. */
    static Collection<LockPlan> of(Method testMethod) {
        TreeMap<String, LockPlan> plans = new TreeMap<>();
        add(testMethod, plans);
        return plans.values();
    }

    private static void addDescendants(Class<?> testClass, TreeMap<String, LockPlan> plans) {
        ReflectionSupport.findMethods(testClass, method -> true, HierarchyTraversalMode.TOP_DOWN)
                .forEach(method -> add(method, plans));
        List<Class<?>> nested = ReflectionSupport.findNestedClasses(
                testClass, candidate -> AnnotationSupport.isAnnotated(candidate, Nested.class));
        for (Class<?> inner : nested) {
            add(inner, plans);
            addDescendants(inner, plans);
        }
    }

    private static void add(AnnotatedElement element, TreeMap<String, LockPlan> plans) {
        for (MachineLock lock : AnnotationSupport.findRepeatableAnnotations(element, MachineLock.class)) {
            plans.merge(lock.value(), of(lock), LockPlan::and);
        }
    }

    private static LockPlan of(MachineLock lock) {
        return new LockPlan(
                lock.value(),
                lock.mode(),
                Duration.of(lock.timeout(), lock.unit().toChronoUnit()));
    }

    /** Refuse values that no lock can have: not before a test runs, because the scheduler would give up all tests for it. */
    void check() {
        if (!NAME.matcher(name).matches()) {
            throw new ExtensionConfigurationException(
                    "The name of a @MachineLock is of letters, digits, '.', '_' and '-', and begins with a letter, a digit or '_',"
                            + " but is '" + name + "'.");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new ExtensionConfigurationException(
                    "The timeout of @MachineLock(\"%s\") must be positive, but is %s.".formatted(name, timeout));
        }
    }

    /** Return one lock that is enough for both. */
    private LockPlan and(LockPlan other) {
        return new LockPlan(
                name,
                mode == LockMode.READ ? other.mode : mode,
                timeout.compareTo(other.timeout) >= 0 ? timeout : other.timeout);
    }
}
