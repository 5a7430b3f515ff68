package io.mmp.test.examples.fraud;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests, with the reason, where LightGBM's native library does not load. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledIfLightGbmLoads.Condition.class)
public @interface EnabledIfLightGbmLoads {

    /** Tries it. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            try {
                // The class loads the library when it is initialized, and needs the system's OpenMP library for that.
                LGBMBooster.loadNative();
                return ConditionEvaluationResult.enabled("LightGBM loads");
            } catch (Throwable missing) {
                return ConditionEvaluationResult.disabled(
                        "LightGBM's native library does not load (" + missing + "); on Debian install libgomp1");
            }
        }
    }
}
