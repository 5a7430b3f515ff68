package io.mmp.test.extension;

import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.params.ParameterInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The arguments of parameterized tests and classes; for JUnit itself they come before what extensions resolve. */
final class ParameterizedArguments {

    private static final boolean HAS_CLASSES = JUnitVersion.exists("org.junit.jupiter.params.ParameterizedClass");

    private ParameterizedArguments() {}

    static boolean contain(ParameterContext parameter, ExtensionContext context) {
        Executable executable = parameter.getDeclaringExecutable();
        if (hasAggregatorBefore(parameter)) {
            return false;
        }
        if (executable instanceof Method && isAnnotated(executable, ParameterizedTest.class)) {
            return parameter.getIndex() < (HAS_CLASSES ? Known.count(context) : 1);
        }
        return HAS_CLASSES
                && executable instanceof Constructor<?> constructor
                && Known.isOfParameterizedClass(constructor)
                && parameter.getIndex() - outerInstances(constructor)
                        < Known.count(contextOf(constructor.getDeclaringClass(), context));
    }

    /** Arguments are given to parameters before the first that takes several of them. */
    private static boolean hasAggregatorBefore(ParameterContext parameter) {
        Parameter[] all = parameter.getDeclaringExecutable().getParameters();
        return Arrays.stream(all, 0, parameter.getIndex())
                .anyMatch(before ->
                        before.getType() == ArgumentsAccessor.class || isAnnotated(before, AggregateWith.class));
    }

    private static int outerInstances(Constructor<?> constructor) {
        Class<?> type = constructor.getDeclaringClass();
        return type.isMemberClass() && !Modifier.isStatic(type.getModifiers()) ? 1 : 0;
    }

    /** Return the context of the invocation of the class, around that of the method. */
    private static ExtensionContext contextOf(Class<?> testClass, ExtensionContext context) {
        ExtensionContext at = context;
        while (at.getTestMethod().isPresent()
                || at.getTestClass().filter(testClass::isAssignableFrom).isEmpty()) {
            Optional<ExtensionContext> parent = at.getParent();
            if (parent.isEmpty()) {
                return context;
            }
            at = parent.get();
        }
        return at;
    }

    /** What JUnit tells from 5.13 on; loaded on no older one. */
    private static final class Known {

        private static final boolean HAS_INFO = JUnitVersion.exists("org.junit.jupiter.params.ParameterInfo");

        static boolean isOfParameterizedClass(Constructor<?> constructor) {
            Class<?> type = constructor.getDeclaringClass();
            return isAnnotated(type, ParameterizedClass.class)
                    && ReflectionSupport.findFields(
                                    type,
                                    field -> isAnnotated(field, org.junit.jupiter.params.Parameter.class),
                                    HierarchyTraversalMode.TOP_DOWN)
                            .isEmpty();
        }

        static int count(ExtensionContext context) {
            return HAS_INFO ? fromInfo(context) : fromOldInfo(context);
        }

        private static int fromInfo(ExtensionContext context) {
            ParameterInfo info = ParameterInfo.get(context);
            return info == null ? 0 : info.getArguments().size();
        }

        @SuppressWarnings("deprecation") // its place in JUnit 5.13
        private static int fromOldInfo(ExtensionContext context) {
            var info = org.junit.jupiter.params.support.ParameterInfo.get(context);
            return info == null ? 0 : info.getArguments().size();
        }
    }
}
