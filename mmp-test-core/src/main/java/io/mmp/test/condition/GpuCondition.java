package io.mmp.test.condition;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link EnabledIfGpu}; what was found holds for the rest of the JVM. */
final class GpuCondition implements ExecutionCondition {

    private static final SkipPolicy POLICY = new SkipPolicy("mmp.gpu");

    private static final class Found {
        private static final Gpus GPUS = new GpuSearch(Probe.LIMIT, System.getenv()).find();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return findAnnotation(context.getElement(), EnabledIfGpu.class)
                .map(needed -> {
                    check(needed);
                    return POLICY.decide(context, () -> judge(Found.GPUS, needed.count(), needed.memoryMib()));
                })
                .orElse(enabled("needs no GPU"));
    }

    private static void check(EnabledIfGpu needed) {
        if (needed.count() < 1 || needed.memoryMib() < 0) {
            throw new ExtensionConfigurationException(
                    "@EnabledIfGpu needs a count of at least 1 and no negative memory, not count = %s, memoryMib = %s"
                            .formatted(needed.count(), needed.memoryMib()));
        }
    }

    static ConditionEvaluationResult judge(Gpus gpus, int count, long memoryMib) {
        if (gpus.memoryMib().isEmpty()) {
            return disabled(ReasonCode.put("no-gpu", gpus.found()));
        }
        long enough =
                gpus.memoryMib().stream().filter(memory -> memory >= memoryMib).count();
        return enough >= count
                ? enabled(gpus.found())
                : disabled(ReasonCode.put(
                        "small-gpu",
                        "%s with at least %s MiB needed, but %s".formatted(count, memoryMib, gpus.found())));
    }
}
