package io.mmp.test.lock;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Keep a test class or method from running while another test on this machine has the same lock.
 *
 * <pre>{@code
 * @MachineLock("gpu")
 * class TrainingTests {
 * }
 * }</pre>
 *
 * <p>Inside one JVM the JUnit scheduler keeps tests apart, between JVMs a {@link LockFile} does: {@code NAME.lock} in the directory of
 * the configuration parameter {@code mmp.lock.directory}, by default {@code java.io.tmpdir}. It is held from before the test instance is
 * made until after the last callback. A class with a lock takes the locks of its methods and nested classes along with its own, so
 * that all locks of a test are taken at once and in one order, and no two tests wait for each other; a test does not wait for a lock that
 * its class has.
 *
 * <p>With the configuration parameter {@code mmp.lock.flock=true} programs that lock the file with {@code flock(2)}, as a Python suite
 * does, are kept out too: see {@link LockRequest#withFlock}. The time that a test has waited is published as report entry
 * {@value MachineLockExtension#WAIT_MILLIS}.
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Repeatable(MachineLocks.class)
@ExtendWith(MachineLockExtension.class)
@ResourceLock(
        value = MachineLockResources.FOR_ALL,
        mode = ResourceAccessMode.READ,
        providers = MachineLockResources.class)
public @interface MachineLock {

    /** Return the name of the lock: letters, digits, {@code .}, {@code _} and {@code -}. */
    String value();

    /** Return who may have the lock at the same time. */
    LockMode mode() default LockMode.READ_WRITE;

    /** Return how long a test waits for the lock before it fails. */
    long timeout() default 10;

    /** Return the unit of the timeout. */
    TimeUnit unit() default TimeUnit.MINUTES;
}
