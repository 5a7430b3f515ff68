package io.mmp.test.examples.rag.e2e;

import io.mmp.test.database.PostgresServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests, with the reason, where the services of the RAG system cannot run. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledIfRag.Condition.class)
@interface EnabledIfRag {

    /** Looks for what they need. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return PostgresServer.isInstalled()
                    ? ConditionEvaluationResult.enabled("PostgreSQL is there")
                    : ConditionEvaluationResult.disabled("PostgreSQL is not installed; it keeps the vectors");
        }
    }
}
