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
import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.Service.Run;

/**
 * Offers the assertions on what was logged to MLflow, for a static import.
 *
 * <p>All overloads are called {@code assertThat}, so that they mix with AssertJ's own. {@link MlflowSoftAssertions} has the same.
 *
 * @since 0.1.0
 */
public final class MlflowAssertions {

    private MlflowAssertions() {}

    /** Assert on a run of a tracking server, its metric histories and artifacts included. */
    public static RunAssert assertThat(@Nullable LoggedRun run) {
        return new RunAssert(run);
    }

    /** Assert on the data of a run. */
    public static RunDataAssert assertThat(@Nullable RunData run) {
        return new RunDataAssert(run);
    }

    /** Assert on the data of a run that the MLflow Java client returned. */
    public static RunDataAssert assertThat(@Nullable Run run) {
        return assertThat(run == null ? null : RunData.of(run));
    }

    /** Assert on all logged values of a metric. */
    public static MetricHistoryAssert assertThat(@Nullable MetricHistory history) {
        return new MetricHistoryAssert(history);
    }

    /** Assert on an artifact of a run. */
    public static ArtifactAssert assertThat(@Nullable LoggedArtifact artifact) {
        return new ArtifactAssert(artifact);
    }

    /** Assert on a version of a registered model. */
    public static ModelVersionAssert assertThat(@Nullable ModelVersion version) {
        return new ModelVersionAssert(version);
    }

    /** Assert on a registered model. */
    public static RegisteredModelAssert assertThat(@Nullable RegisteredModel model) {
        return new RegisteredModelAssert(model);
    }

    /** Assert on a registered model with all its versions, and on what happened to it. */
    public static ModelSnapshotAssert assertThat(@Nullable ModelSnapshot snapshot) {
        return new ModelSnapshotAssert(snapshot);
    }

    /** Assert on where a model version comes from. */
    public static LineageAssert assertThat(@Nullable Lineage lineage) {
        return new LineageAssert(lineage);
    }
}
