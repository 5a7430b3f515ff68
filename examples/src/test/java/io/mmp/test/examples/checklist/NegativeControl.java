package io.mmp.test.examples.checklist;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the lines of a checklist whose proof a test shows to reject what it must, such as a model without signature; on a class, those of each of its
 * tests that names none itself.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface NegativeControl {

    /** The ids of the lines. */
    String[] value();
}
