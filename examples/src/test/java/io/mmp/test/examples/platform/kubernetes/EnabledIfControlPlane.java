package io.mmp.test.examples.platform.kubernetes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests, with the reason, where a program of the control plane is missing. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledIfControlPlane.Condition.class)
@interface EnabledIfControlPlane {

    /** Looks for them. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            List<String> missing = ControlPlanePrograms.missing();
            return missing.isEmpty()
                    ? ConditionEvaluationResult.enabled("the programs of a control plane are there")
                    : ConditionEvaluationResult.disabled(
                            "There is no %s: %s".formatted(String.join(", ", missing), ControlPlanePrograms.REMEDY));
        }
    }
}
