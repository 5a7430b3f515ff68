package io.mmp.test.container;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Run the test only where Docker answers, and has an image if one is named.
 *
 * <p>The configuration parameter or system property {@code mmp.docker} decides: with {@code auto}, the default, the test is skipped where
 * Docker or the image is missing, and the reason is recorded; with {@code required}, for CI, it fails there; with {@code off} it is always
 * skipped. Looking takes milliseconds and loads no Docker client; it is done once a JVM. May be used as a meta-annotation.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(DockerCondition.class)
public @interface EnabledIfDocker {

    /** An image that must be on the machine, such as {@code postgres:15}; after Testcontainers' image name substitution, if there is any. */
    String image() default "";
}
