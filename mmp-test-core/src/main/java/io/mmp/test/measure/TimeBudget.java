package io.mmp.test.measure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fail a test, or a class, that takes longer than its profile allows.
 *
 * <pre>{@code
 * @TimeBudget(profile = "local", value = 3)
 * @TimeBudget(profile = "dev", value = 5)
 * class PipelineTests {
 * }
 * }</pre>
 *
 * <p>On a class all of it counts, from {@code @BeforeAll} to {@code @AfterAll}, nested classes included; on a method each invocation does,
 * with {@code @BeforeEach} and {@code @AfterEach}. The profile is that of {@link io.mmp.test.profile.WithProfile}, or else the active one; one that no
 * annotation names is refused before anything runs. Unlike JUnit's {@code @Timeout} it ends nothing early. The time is published as report entry
 * {@value TimeBudgetExtension#ENTRY}. A budget that was exceeded while others used the CPUs, and would have been kept without them, is
 * inconclusive, which fails too and says so.
 *
 * @see Budget
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Repeatable(TimeBudgets.class)
@ExtendWith(TimeBudgetExtension.class)
public @interface TimeBudget {

    /** Return the name of the profile. */
    String profile();

    /** Return what it allows. */
    long value();

    /** Return the unit of that. */
    TimeUnit unit() default TimeUnit.MINUTES;
}
