package io.mmp.test.verdict;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.DoubleConsumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The tests of a class judge samples that are the same in each run, written down or drawn with a fixed seed: none of them can fail by
 * accident, so that their claims do not count as what may.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(FixedSamples.Uncounted.class)
public @interface FixedSamples {

    /** Counts nothing while a test runs. */
    final class Uncounted implements BeforeEachCallback, AfterEachCallback {

        private static final Namespace NAMESPACE = Namespace.create(FixedSamples.class);

        @Override
        public void beforeEach(ExtensionContext context) {
            context.getStore(NAMESPACE).put(DoubleConsumer.class, FalseAlarms.countWith(chance -> {}));
        }

        @Override
        public void afterEach(ExtensionContext context) {
            DoubleConsumer around = context.getStore(NAMESPACE).remove(DoubleConsumer.class, DoubleConsumer.class);
            if (around != null) {
                FalseAlarms.countWith(around);
            }
        }
    }
}
