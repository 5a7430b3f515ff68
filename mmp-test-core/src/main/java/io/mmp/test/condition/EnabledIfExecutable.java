package io.mmp.test.condition;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Run the test only where a program is installed.
 *
 * <pre>{@code
 * @EnabledIfExecutable("redis-server")
 * @EnabledIfExecutable(value = "postgres", atLeast = "15")
 * class StoreTests {}
 * }</pre>
 *
 * <p>It is looked for in {@code PATH} and in {@code /usr/sbin} and its neighbours, where a normal user's {@code PATH} does not look. The configuration
 * parameter or system property {@code mmp.executable.<name>}, without it {@code mmp.executable}, decides: with {@code auto}, the default, the test is skipped
 * where the program is missing or too old; with {@code required}, for CI, it fails there; with {@code off} it is always skipped. The code of the skip is
 * {@code no-<name>}, such as {@code no-redis-server}. May be repeated, and used as a meta-annotation.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Repeatable(EnabledIfExecutable.All.class)
@ExtendWith(ExecutableCondition.class)
public @interface EnabledIfExecutable {

    /** The name of the program, or its path. */
    String value();

    /** The oldest version that will do, such as {@code 7.2}; the first version that the program prints is compared. */
    String atLeast() default "";

    /** What makes the program print its version. */
    String versionOption() default "--version";

    /** How to get it, for the reason, such as {@code on Debian install redis-server}. */
    String hint() default "";

    /**
     * Several programs.
     *
     * @since 0.1.0
     */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @Inherited
    @Documented
    @ExtendWith(ExecutableCondition.class)
    @interface All {

        /** The programs. */
        EnabledIfExecutable[] value();
    }
}
