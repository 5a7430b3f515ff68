package io.mmp.test.fault;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Run the test only where a {@link SmallDisk} can be mounted.
 *
 * <p>The configuration parameter or system property {@code mmp.disk} decides: with {@code auto}, the default, the test is skipped where none
 * can be mounted, and the reason is recorded; with {@code required}, for CI, it fails there; with {@code off} it is always skipped. One is
 * mounted to find out, once a JVM. May be used as a meta-annotation.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(SmallDiskCondition.class)
public @interface EnabledIfSmallDisk {}
