package io.mmp.test.examples.platform.pipeline;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests, with the reason, where there is no object store, or Kubeflow Pipelines' local runner cannot be installed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledIfFraudPipeline.Condition.class)
@interface EnabledIfFraudPipeline {

    /** Looks for them, and installs the latter. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (ObjectStore.program().isEmpty()) {
                return ConditionEvaluationResult.disabled(ObjectStore.MISSING);
            }
            String refusal = FraudPipeline.refusal();
            return refusal.isEmpty()
                    ? ConditionEvaluationResult.enabled("versitygw and Kubeflow Pipelines are there")
                    : ConditionEvaluationResult.disabled(refusal);
        }
    }
}
