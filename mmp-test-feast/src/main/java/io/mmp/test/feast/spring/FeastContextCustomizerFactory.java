package io.mmp.test.feast.spring;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import io.mmp.test.extension.SpringTestClasses;
import io.mmp.test.feast.FeastExtension;
import io.mmp.test.feast.IsolatedFeast;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.util.ClassUtils;

/** Customizes the contexts of test classes that have a feature store, themselves or from a class around them; Spring finds it. */
final class FeastContextCustomizerFactory implements ContextCustomizerFactory {

    /** Spring also tests with TestNG, where there is no JUnit, and no annotation of it either. */
    private static final boolean HAS_JUNIT = ClassUtils.isPresent(
            "org.junit.jupiter.api.extension.RegisterExtension", FeastContextCustomizerFactory.class.getClassLoader());

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        return HAS_JUNIT && SpringTestClasses.have(testClass, IsolatedFeast.class, FeastExtension.class)
                ? customizer(testClass)
                : null;
    }

    private static ContextCustomizer customizer(Class<?> testClass) {
        Optional<FeastProperties> named = SpringTestClasses.around(testClass)
                .flatMap(type -> findAnnotation(type, FeastProperties.class).stream())
                .findFirst();
        return new FeastContextCustomizer(
                names(named, FeastProperties::host, "feast.host", "FEAST_HOST"),
                names(named, FeastProperties::port, "feast.port", "FEAST_PORT"),
                names(named, FeastProperties::target));
    }

    private static Set<String> names(
            Optional<FeastProperties> named, Function<FeastProperties, String[]> names, String... always) {
        Set<String> all = new TreeSet<>(List.of(always));
        named.ifPresent(properties -> all.addAll(List.of(names.apply(properties))));
        return all;
    }
}
