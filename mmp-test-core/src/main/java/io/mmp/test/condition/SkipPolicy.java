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
 * @param parameter the name of the parameter
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
            case "off" -> disabled(parameter + " is off");
            case "auto" -> look.get();
            case "required" -> required(look.get());
            default ->
                throw new ExtensionConfigurationException(
                        parameter + " must be auto, required or off, but is '" + policy + "'");
        };
    }

    private ConditionEvaluationResult required(ConditionEvaluationResult found) {
        if (found.isDisabled()) {
            throw new ExtensionConfigurationException(
                    parameter + " is required. " + found.getReason().orElse(""));
        }
        return found;
    }
}
