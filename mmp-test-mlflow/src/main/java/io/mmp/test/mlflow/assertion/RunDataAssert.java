package io.mmp.test.mlflow.assertion;

import io.mmp.test.mlflow.client.RunData;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on a run that is detached from its server, such as one that the MLflow Java client returned.
 *
 * @since 0.1.0
 */
public class RunDataAssert extends AbstractRunAssert<RunDataAssert, RunData> {

    /** For {@code asInstanceOf} and {@code extracting} of other assertions. */
    public static final InstanceOfAssertFactory<RunData, RunDataAssert> RUN_DATA =
            new InstanceOfAssertFactory<>(RunData.class, RunDataAssert::new);

    /** Assert on the data of a run. */
    public RunDataAssert(@Nullable RunData actual) {
        super(actual, RunDataAssert.class);
    }

    @Override
    RunData data() {
        isNotNull();
        return actual;
    }
}
