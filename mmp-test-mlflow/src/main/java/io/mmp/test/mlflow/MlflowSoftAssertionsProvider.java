package io.mmp.test.mlflow;

import io.mmp.test.mlflow.assertion.ArtifactAssert;
import io.mmp.test.mlflow.assertion.LineageAssert;
import io.mmp.test.mlflow.assertion.MetricHistoryAssert;
import io.mmp.test.mlflow.assertion.ModelSnapshotAssert;
import io.mmp.test.mlflow.assertion.ModelVersionAssert;
import io.mmp.test.mlflow.assertion.RegisteredModelAssert;
import io.mmp.test.mlflow.assertion.RunAssert;
import io.mmp.test.mlflow.assertion.RunDataAssert;
import io.mmp.test.mlflow.client.Lineage;
import io.mmp.test.mlflow.client.LoggedArtifact;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MetricHistory;
import io.mmp.test.mlflow.client.ModelSnapshot;
import io.mmp.test.mlflow.client.ModelVersion;
import io.mmp.test.mlflow.client.RegisteredModel;
import io.mmp.test.mlflow.client.RunData;
import org.assertj.core.api.SoftAssertionsProvider;
import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.Service.Run;

/**
 * Adds the assertions of {@link MlflowAssertions} to soft assertions of your own.
 *
 * <pre>{@code
 * class Softly extends BDDSoftAssertions implements MlflowSoftAssertionsProvider {}
 * }</pre>
 *
 * @since 0.1.0
 */
public interface MlflowSoftAssertionsProvider extends SoftAssertionsProvider {

    /** Assert softly on a run of a tracking server, its metric histories and artifacts included. */
    default RunAssert assertThat(@Nullable LoggedRun run) {
        return proxy(RunAssert.class, LoggedRun.class, run);
    }

    /** Assert softly on the data of a run. */
    default RunDataAssert assertThat(@Nullable RunData run) {
        return proxy(RunDataAssert.class, RunData.class, run);
    }

    /** Assert softly on the data of a run that the MLflow Java client returned. */
    default RunDataAssert assertThat(@Nullable Run run) {
        return assertThat(run == null ? null : RunData.of(run));
    }

    /** Assert softly on all logged values of a metric. */
    default MetricHistoryAssert assertThat(@Nullable MetricHistory history) {
        return proxy(MetricHistoryAssert.class, MetricHistory.class, history);
    }

    /** Assert softly on an artifact of a run. */
    default ArtifactAssert assertThat(@Nullable LoggedArtifact artifact) {
        return proxy(ArtifactAssert.class, LoggedArtifact.class, artifact);
    }

    /** Assert softly on a version of a registered model. */
    default ModelVersionAssert assertThat(@Nullable ModelVersion version) {
        return proxy(ModelVersionAssert.class, ModelVersion.class, version);
    }

    /** Assert softly on a registered model. */
    default RegisteredModelAssert assertThat(@Nullable RegisteredModel model) {
        return proxy(RegisteredModelAssert.class, RegisteredModel.class, model);
    }

    /** Assert softly on a registered model with all its versions, and on what happened to it. */
    default ModelSnapshotAssert assertThat(@Nullable ModelSnapshot snapshot) {
        return proxy(ModelSnapshotAssert.class, ModelSnapshot.class, snapshot);
    }

    /** Assert softly on where a model version comes from. */
    default LineageAssert assertThat(@Nullable Lineage lineage) {
        return proxy(LineageAssert.class, Lineage.class, lineage);
    }
}
