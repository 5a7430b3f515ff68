package io.mmp.test.condition;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;
import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link EnabledIfService}; what was found holds for the rest of the JVM. */
final class ServiceCondition implements ExecutionCondition {

    private static final SkipPolicy POLICY = new SkipPolicy("mmp.service");

    /** What keeps an address from being used; empty if it answers. */
    private static final Map<String, Optional<String>> FOUND = new ConcurrentHashMap<>();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return findRepeatableAnnotations(context.getElement(), EnabledIfService.class).stream()
                .map(service -> POLICY.decide(context, () -> look(service, context)))
                .filter(ConditionEvaluationResult::isDisabled)
                .findFirst()
                .orElse(enabled("the services answer"));
    }

    private static ConditionEvaluationResult look(EnabledIfService service, ExtensionContext context) {
        check(service);
        Optional<String> address = service.parameter().isEmpty()
                ? Optional.of(service.value())
                : context.getConfigurationParameter(service.parameter())
                        .filter(text -> !text.isBlank())
                        .map(text -> text.strip().replaceAll("/+$", "") + service.path());
        if (address.isEmpty()) {
            return disabled(ReasonCode.put(service.code(), "%s is not set".formatted(service.parameter())));
        }
        try {
            Duration limit = Duration.ofMillis(service.timeoutMillis());
            return FOUND.computeIfAbsent(address.get(), uri -> Endpoint.of(uri).refusal(limit))
                    .map(reason -> disabled(ReasonCode.put(service.code(), reason)))
                    .orElse(enabled(address.get() + " answers"));
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(e.getMessage(), e);
        }
    }

    private static void check(EnabledIfService service) {
        if (service.value().isBlank() == service.parameter().isBlank()) {
            throw new ExtensionConfigurationException(
                    "@EnabledIfService needs an address or a parameter that has it, and not both");
        }
        if (!service.path().isEmpty() && service.parameter().isBlank()) {
            throw new ExtensionConfigurationException(
                    "@EnabledIfService(\"%s\") has its path in the address".formatted(service.value()));
        }
        if (service.timeoutMillis() < 1) {
            throw new ExtensionConfigurationException(
                    "@EnabledIfService needs a timeout of at least 1 ms, not " + service.timeoutMillis());
        }
        try {
            ReasonCode.check(service.code());
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@EnabledIfService: " + e.getMessage(), e);
        }
    }
}
