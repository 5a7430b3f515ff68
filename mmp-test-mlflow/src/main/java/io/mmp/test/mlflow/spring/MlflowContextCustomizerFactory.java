package io.mmp.test.mlflow.spring;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import io.mmp.test.extension.SpringTestClasses;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowExtension;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.util.ClassUtils;

/** Customizes the contexts of test classes that have an MLflow server, themselves or from a class around them; Spring finds it. */
final class MlflowContextCustomizerFactory implements ContextCustomizerFactory {

    /** Spring also tests with TestNG, where there is no JUnit, and no annotation of it either. */
    private static final boolean HAS_JUNIT = ClassUtils.isPresent(
            "org.junit.jupiter.api.extension.RegisterExtension", MlflowContextCustomizerFactory.class.getClassLoader());

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        return HAS_JUNIT && SpringTestClasses.have(testClass, IsolatedMlflow.class, MlflowExtension.class)
                ? new MlflowContextCustomizer(names(testClass))
                : null;
    }

    private static Set<String> names(Class<?> testClass) {
        Set<String> names = new TreeSet<>(Set.of("mlflow.tracking-uri", "MLFLOW_TRACKING_URI"));
        SpringTestClasses.around(testClass)
                .flatMap(type -> findAnnotation(type, MlflowProperties.class).stream())
                .findFirst()
                .ifPresent(properties -> names.addAll(List.of(properties.value())));
        return names;
    }
}
