package io.mmp.test.feast;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import io.mmp.test.condition.SkipPolicy;
import io.mmp.test.feast.process.FeastInstallation;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.python.PythonInstallationException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Decides for {@link EnabledIfFeastProcess}; what could not be installed is not tried again in this test run. */
final class FeastProcessCondition implements ExecutionCondition {

    private static final Namespace NAMESPACE = Namespace.create(FeastProcessCondition.class);
    private static final SkipPolicy POLICY = new SkipPolicy("mmp.feast.process");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return POLICY.decide(context, () -> installed(context));
    }

    private static ConditionEvaluationResult installed(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        ConditionEvaluationResult.class, key -> install(context), ConditionEvaluationResult.class);
    }

    private static ConditionEvaluationResult install(ExtensionContext context) {
        FeastStores stores = FeastStores.from(context::getConfigurationParameter);
        if (stores.missingProgram().isPresent()) {
            return disabled(stores.missingProgram().get());
        }
        try {
            FeastInstallation installation = FeastInstallation.ensure(context::getConfigurationParameter);
            return enabled("feast " + FeastInstallation.VERSION + " is installed for " + installation.python());
        } catch (PythonInstallationException e) {
            return disabled(String.valueOf(e.getMessage()));
        }
    }
}
