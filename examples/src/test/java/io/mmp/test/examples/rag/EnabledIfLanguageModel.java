package io.mmp.test.examples.rag;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests, with the reason, where the language model cannot be had. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledIfLanguageModel.Condition.class)
@interface EnabledIfLanguageModel {

    /** Looks for it, and installs it. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return LanguageModel.find()
                    .map(model -> ConditionEvaluationResult.enabled("the language model is there"))
                    .orElseGet(() -> ConditionEvaluationResult.disabled(LanguageModel.refusal()));
        }
    }
}
