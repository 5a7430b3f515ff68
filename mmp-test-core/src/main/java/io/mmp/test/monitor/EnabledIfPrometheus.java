package io.mmp.test.monitor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Run the test only where programs of Prometheus are installed.
 *
 * <p>The configuration parameter or system property {@code mmp.prometheus} decides: with {@code auto}, the default, the test is skipped where
 * one is missing, and the reason is recorded; with {@code required}, for CI, it fails there; with {@code off} it is always skipped. May be
 * used as a meta-annotation.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(PrometheusCondition.class)
public @interface EnabledIfPrometheus {

    /** The programs that must be there; all without. */
    PrometheusProgram[] value() default {
        PrometheusProgram.PROMTOOL, PrometheusProgram.PROMETHEUS, PrometheusProgram.ALERTMANAGER
    };
}
