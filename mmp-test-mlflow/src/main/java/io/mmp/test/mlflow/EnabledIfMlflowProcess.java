package io.mmp.test.mlflow;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Run the test only where the real MLflow server can run, and install that server if it is not installed yet.
 *
 * <p>The configuration parameter or system property {@code mmp.mlflow.process} decides: with {@code auto}, the default,
 * the test is skipped where there is no Python or no package index, and the reason is recorded; with {@code required}
 * it fails there; with {@code off} it is always skipped.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(MlflowProcessCondition.class)
public @interface EnabledIfMlflowProcess {}
