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
 * Run the test only where a service answers.
 *
 * <pre>{@code
 * @EnabledIfService(parameter = "staging.mlflow", path = "/health") // -Dstaging.mlflow=http://mlflow.staging:5000
 * class StagingTests {}
 * }</pre>
 *
 * <p>The address is an {@code http://} or {@code https://} URL, which must answer with a status below 400, or {@code host:port}, which must accept a
 * connection. The configuration parameter or system property {@code mmp.service} decides: with {@code auto}, the default, the test is skipped where there is
 * no answer; with {@code required}, for CI, it fails there; with {@code off} it is always skipped. May be repeated, and used as a meta-annotation.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Repeatable(EnabledIfService.All.class)
@ExtendWith(ServiceCondition.class)
public @interface EnabledIfService {

    /** The address. */
    String value() default "";

    /** The configuration parameter that has the address, instead of {@link #value}; without it the service is taken to be missing. */
    String parameter() default "";

    /** What is added to the address of a parameter, such as {@code /health}. */
    String path() default "";

    /** How long an answer may take. */
    long timeoutMillis() default 3000;

    /** The code of the skip. */
    String code() default "no-service";

    /**
     * Several services.
     *
     * @since 0.1.0
     */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @Inherited
    @Documented
    @ExtendWith(ServiceCondition.class)
    @interface All {

        /** The services. */
        EnabledIfService[] value();
    }
}
