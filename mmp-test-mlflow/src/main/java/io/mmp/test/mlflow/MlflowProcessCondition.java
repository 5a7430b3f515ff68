package io.mmp.test.mlflow;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import io.mmp.test.condition.SkipPolicy;
import io.mmp.test.mlflow.process.InstallationSettings;
import io.mmp.test.mlflow.process.MlflowInstallation;
import io.mmp.test.mlflow.process.MlflowInstallationException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Decides for {@link EnabledIfMlflowProcess}; what could not be installed is not tried again in this test run. */
final class MlflowProcessCondition implements ExecutionCondition {

    private static final Namespace NAMESPACE = Namespace.create(MlflowProcessCondition.class);
    private static final SkipPolicy POLICY = new SkipPolicy("mmp.mlflow.process");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return POLICY.decide(context, () -> installed(context));
    }

    private static ConditionEvaluationResult installed(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        ConditionEvaluationResult.class,
                        key -> install(InstallationSettings.from(context::getConfigurationParameter)),
                        ConditionEvaluationResult.class);
    }

    private static ConditionEvaluationResult install(InstallationSettings settings) {
        try {
            MlflowInstallation installation = MlflowInstallation.ensure(settings);
            return enabled("mlflow " + installation.version() + " is installed for " + installation.python());
        } catch (MlflowInstallationException e) {
            return disabled(String.valueOf(e.getMessage()));
        }
    }
}
