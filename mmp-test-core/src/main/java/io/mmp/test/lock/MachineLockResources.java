package io.mmp.test.lock;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** Tells the JUnit scheduler about {@link MachineLock}, so that no thread of one JVM waits for another of it. */
final class MachineLockResources implements ResourceLocksProvider {

    /**
     * A resource that all tests with a lock read, so that it keeps none of them apart. Before JUnit 5.12 an annotation without a resource
     * ends the whole run with an error that names neither it nor the version.
     */
    static final String FOR_ALL = "io.mmp.test.lock";

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        return resources(LockPlan.of(testClass));
    }

    @Override
    public Set<Lock> provideForNestedClass(List<Class<?>> enclosingClasses, Class<?> testClass) {
        return resources(LockPlan.of(testClass));
    }

    @Override
    public Set<Lock> provideForMethod(List<Class<?>> enclosingClasses, Class<?> testClass, Method testMethod) {
        return resources(LockPlan.of(testMethod));
    }

    private static Set<Lock> resources(Collection<LockPlan> plans) {
        return plans.stream()
                .map(plan -> new Lock("io.mmp.test.lock:" + plan.name(), access(plan.mode())))
                .collect(Collectors.toSet());
    }

    private static ResourceAccessMode access(LockMode mode) {
        return mode == LockMode.READ ? ResourceAccessMode.READ : ResourceAccessMode.READ_WRITE;
    }
}
