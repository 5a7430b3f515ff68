package io.mmp.test.examples.checklist;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the lines of the checklist that a test proves; on a class, those of each of its tests that names none itself. */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ChecklistItem {

    /** The report entry by which a test, or a class in {@code @BeforeAll}, says what of it is less than the real thing. */
    String REDUCED = "checklist.reduced";

    /** The ids of the lines. */
    String[] value();
}
