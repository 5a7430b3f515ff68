package io.mmp.test.contract;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what holds for the column of a record's component, beside its type: see {@link TableContract#ofRecord}.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ColumnRules {

    /** The least number, or timestamp as {@code 2026-01-01T00:00:00Z}; none if it is empty. */
    String min() default "";

    /** The greatest number, or timestamp; none if it is empty. */
    String max() default "";

    /** The regular expression that the whole text matches; any if it is empty. */
    String pattern() default "";

    /** The texts that there are; any if there are none. */
    String[] oneOf() default {};

    /** Whether no value is there twice. */
    boolean unique() default false;

    /** The share of values for which each of these rules holds, uniqueness included. */
    double mostly() default 1;

    /** What a broken rule means. */
    Severity severity() default Severity.CRITICAL;
}
