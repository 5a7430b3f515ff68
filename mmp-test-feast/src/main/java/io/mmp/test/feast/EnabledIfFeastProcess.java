package io.mmp.test.feast;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Run the test only where the real Feast can run, and install it if it is not installed yet.
 *
 * <p>The configuration parameter or system property {@code mmp.feast.process} decides: with {@code auto}, the default, the test is skipped
 * where there is no Python, no package index, or not the databases of {@code mmp.feast.offline} and {@code mmp.feast.online}, and the reason
 * is recorded; with {@code required} it fails there; with {@code off} it is always skipped.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(FeastProcessCondition.class)
public @interface EnabledIfFeastProcess {}
