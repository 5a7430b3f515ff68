package io.mmp.test.mlflow.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the properties by which an application learns of its tracking URI, where they are not those that every Spring test with
 * {@link io.mmp.test.mlflow.IsolatedMlflow} gets: {@code mlflow.tracking-uri} and {@code MLFLOW_TRACKING_URI}.
 *
 * <pre>{@code
 * @SpringBootTest
 * @IsolatedMlflow
 * @MlflowProperties("ml.registry.url")
 * class TrainingTests {}
 * }</pre>
 *
 * <p>May be used as a meta-annotation, and holds for nested classes unless they have one of their own.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface MlflowProperties {

    /** The names of properties that get the tracking URI too, such as {@code ml.registry.url}. */
    String[] value();
}
