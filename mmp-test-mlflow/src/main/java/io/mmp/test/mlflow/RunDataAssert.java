package io.mmp.test.mlflow;

import org.jspecify.annotations.Nullable;

/** Asserts on a run that is detached from its server, such as one that the MLflow Java client returned. */
public final class RunDataAssert extends AbstractRunAssert<RunDataAssert, RunData> {

    RunDataAssert(@Nullable RunData actual) {
        super(actual, RunDataAssert.class);
    }

    @Override
    RunData data() {
        isNotNull();
        return actual;
    }
}
