package io.mmp.test.condition;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Run the test only where there is a GPU that programs can compute on.
 *
 * <p>{@code nvidia-smi} or {@code rocm-smi} tells of it, where neither is installed the devices {@code /dev/nvidia0} and {@code /dev/kfd}; what
 * {@code CUDA_VISIBLE_DEVICES} hides does not count. A program that hangs is ended after 10 s. The configuration parameter or system property {@code mmp.gpu}
 * decides: with {@code auto}, the default, the test is skipped where there is none; with {@code required}, for CI, it fails there; with {@code off} it is always
 * skipped. The code of the skip is {@code no-gpu}, for fewer or smaller ones than are needed {@code small-gpu}. May be used as a meta-annotation.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(GpuCondition.class)
public @interface EnabledIfGpu {

    /** How many are needed. */
    int count() default 1;

    /** How much memory each of them needs, in MiB. */
    long memoryMib() default 0;
}
