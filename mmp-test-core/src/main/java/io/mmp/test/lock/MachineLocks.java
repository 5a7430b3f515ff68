package io.mmp.test.lock;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Hold several {@link MachineLock} annotations; the compiler writes it where they are repeated.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(MachineLockExtension.class)
@ResourceLock(
        value = MachineLockResources.FOR_ALL,
        mode = ResourceAccessMode.READ,
        providers = MachineLockResources.class)
public @interface MachineLocks {

    /** Return the locks, in any order. */
    MachineLock[] value();
}
