package io.mmp.test.examples.rag;

import io.mmp.test.server.ServerStartException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests, with the reason, where there is no PostgreSQL at all. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledIfVectorStore.Condition.class)
public @interface EnabledIfVectorStore {

    /** Looks for it, and installs it. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            try {
                VectorStore store = VectorStore.best();
                return ConditionEvaluationResult.enabled(
                        store.reduction().isEmpty() ? "PostgreSQL with pgvector is there" : store.reduction());
            } catch (ServerStartException e) {
                return ConditionEvaluationResult.disabled(
                        e.getMessage().lines().findFirst().orElse(""));
            }
        }
    }
}
