package io.mmp.test.condition;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Says what becomes of tests that need what a machine may not have: a configuration parameter with the values {@code auto} (the default),
 * {@code required} and {@code off}.
 *
 * <p>Each skip has a {@linkplain ReasonCode code}: that of the answer, without one {@code no-} and the words of the parameter behind {@code mmp.}, such as
 * {@code no-docker} for {@code mmp.docker}; if it is switched off {@code docker-off}.
 *
 * @param parameter the name of the parameter
 * @since 0.1.0
 */
public record SkipPolicy(String parameter) {

    /**
     * Decide whether a test runs.
     *
     * @param look tells whether the machine has what the test needs, and why not; not called if the answer does not matter
     * @return that answer, or that the test is skipped because the parameter is {@code off}
     * @throws ExtensionConfigurationException if it is required and not there, or the parameter has another value
     */
    public ConditionEvaluationResult decide(ExtensionContext context, Supplier<ConditionEvaluationResult> look) {
        String policy = context.getConfigurationParameter(parameter).orElse("auto");
        return switch (policy) {
            case "off" ->
                disabled(ReasonCode.put(ReasonCode.missing(name()).substring(3) + "-off", parameter + " is off"));
            case "auto" -> coded(look.get());
            case "required" -> required(look.get());
            default ->
                throw new ExtensionConfigurationException(
                        parameter + " must be auto, required or off, but is '" + policy + "'");
        };
    }

    private ConditionEvaluationResult coded(ConditionEvaluationResult found) {
        return found.isDisabled()
                ? disabled(ReasonCode.put(
                        ReasonCode.missing(name()), found.getReason().orElse("")))
                : found;
    }

    private String name() {
        return parameter.startsWith("mmp.") ? parameter.substring(4) : parameter;
    }

    private ConditionEvaluationResult required(ConditionEvaluationResult found) {
        if (found.isDisabled()) {
            throw new ExtensionConfigurationException(parameter + " is required. "
                    + ReasonCode.textOf(found.getReason().orElse("")));
        }
        return found;
    }
}
