package io.mmp.test.monitor;

import static java.util.stream.Collectors.joining;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import io.mmp.test.condition.SkipPolicy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link EnabledIfPrometheus}. */
final class PrometheusCondition implements ExecutionCondition {

    private static final SkipPolicy POLICY = new SkipPolicy("mmp.prometheus");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<PrometheusProgram> programs = context.getElement()
                .flatMap(element -> findAnnotation(element, EnabledIfPrometheus.class))
                .map(annotation -> Arrays.asList(annotation.value()))
                .orElse(List.of());
        return POLICY.decide(context, () -> look(programs));
    }

    private static ConditionEvaluationResult look(List<PrometheusProgram> programs) {
        String missing = programs.stream()
                .filter(program -> program.find().isEmpty())
                .map(PrometheusProgram::missing)
                .collect(joining("; "));
        return missing.isEmpty()
                ? ConditionEvaluationResult.enabled("Prometheus is installed")
                : ConditionEvaluationResult.disabled(missing);
    }
}
