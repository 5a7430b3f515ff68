package io.mmp.test.condition;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import io.mmp.test.condition.EnabledIfKubernetes.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link EnabledIfKubernetes}; what was found holds for the rest of the JVM. */
final class KubernetesCondition implements ExecutionCondition {

    private static final SkipPolicy POLICY = new SkipPolicy("mmp.kubernetes");
    private static final Map<List<?>, ConditionEvaluationResult> FOUND = new ConcurrentHashMap<>();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return findAnnotation(context.getElement(), EnabledIfKubernetes.class)
                .map(needed -> POLICY.decide(context, () -> look(needed, context)))
                .orElse(enabled("needs no Kubernetes"));
    }

    private static ConditionEvaluationResult look(EnabledIfKubernetes needed, ExtensionContext context) {
        List<Source> sources = List.of(needed.value());
        List<String> programs = List.of(needed.programs());
        if (sources.isEmpty() || (sources.contains(Source.PROGRAMS) && programs.isEmpty())) {
            throw new ExtensionConfigurationException(
                    "@EnabledIfKubernetes needs a source, and programs where they are the source");
        }
        Optional<String> cache = context.getConfigurationParameter("mmp.cache.dir");
        return FOUND.computeIfAbsent(
                List.of(sources, programs, cache),
                key -> look(new KubernetesSearch(System.getenv(), cache), sources, programs));
    }

    static ConditionEvaluationResult look(KubernetesSearch search, List<Source> sources, List<String> programs) {
        List<String> reasons = new ArrayList<>();
        for (Source source : sources) {
            Optional<String> refusal =
                    source == Source.CLUSTER ? search.refusalOfCluster() : search.refusalOfPrograms(programs);
            if (refusal.isEmpty()) {
                return enabled(source == Source.CLUSTER ? "the cluster answers" : programs + " are there");
            }
            reasons.add(refusal.get());
        }
        return disabled(ReasonCode.put("no-kubernetes", String.join("; ", reasons)));
    }
}
