package io.mmp.test.fault;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import io.mmp.test.condition.SkipPolicy;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link EnabledIfSmallDisk}; what was found holds for the rest of the JVM. */
final class SmallDiskCondition implements ExecutionCondition {

    private static final SkipPolicy POLICY = new SkipPolicy("mmp.disk");

    private static final class Found {
        private static final ConditionEvaluationResult RESULT = look();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return POLICY.decide(context, () -> Found.RESULT);
    }

    private static ConditionEvaluationResult look() {
        try (SmallDisk disk = SmallDisk.ofSize(1)) {
            return enabled("A small disk was mounted at " + disk.path());
        } catch (FaultException e) {
            return disabled(String.valueOf(e.getMessage()));
        }
    }
}
