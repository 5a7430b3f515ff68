package io.mmp.test.examples.checklist;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the lines of a checklist that a test proves; on a class, those of each of its tests that names none itself, here or by {@link NegativeControl}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ChecklistItem {

    /** The report entry by which a test, or a class in {@code @BeforeAll}, says what of it is less than the real thing: its lines are {@code CONTRACT}. */
    String REDUCED = "checklist.reduced";

    /** The report entry by which a test says what it measured, such as {@code p95 41 ms of 300}. */
    String FIGURE = "checklist.figure";

    /** The ids of the lines. */
    String[] value();
}
