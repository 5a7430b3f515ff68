package io.mmp.test.mlflow.client;

import java.net.URI;

/**
 * Reaches the artifacts of runs and model versions on an MLflow server, without Python.
 *
 * <p>The server must serve artifacts itself, as it does by default: artifact URIs {@code mlflow-artifacts:/...} and
 * {@code http(s)://.../api/2.0/mlflow-artifacts/artifacts/...} are supported.
 *
 * @since 0.1.0
 */
public final class MlflowArtifacts {

    private static final String MODELS = "models:/";
    private static final String RUNS = "runs:/";
    private static final TransferProgress SILENT = (path, bytes, total) -> {};

    private final MlflowRest rest;

    MlflowArtifacts(MlflowRest rest) {
        this.rest = rest;
    }

    /**
     * Use the server of a tracking URI, such as {@code http://127.0.0.1:5000}; nothing is sent yet.
     *
     * @throws IllegalArgumentException if it is not the address of a server
     */
    public static MlflowArtifacts at(URI trackingUri) {
        return new MlflowArtifacts(MlflowRest.at(trackingUri));
    }

    /**
     * Return the artifacts of a run.
     *
     * <p>What {@code log_model} of MLflow 3 stores is not among them, but belongs to a logged model: see {@link #ofModel}.
     *
     * @throws MlflowStatusException if there is no such run
     * @throws MlflowException if the server does not answer, or does not serve the artifacts itself
     */
    public ArtifactTree ofRun(String runId) {
        return tree(rest, artifactUri(rest, runId), "run '" + runId + "'");
    }

    /**
     * Return the artifacts that a version of a registered model was made from.
     *
     * @throws MlflowStatusException if there is no such version
     * @throws MlflowException if the server does not answer, or does not serve the artifacts itself
     */
    public ArtifactTree ofModelVersion(String model, int version) {
        Json answer =
                rest.get("mlflow/model-versions/get-download-uri", "name", model, "version", Integer.toString(version));
        String source = answer.text("artifact_uri");
        String owner = "model version '" + model + "/" + version + "'";
        if (!source.startsWith(RUNS)) {
            return tree(rest, source, owner);
        }
        // Clients that do not resolve runs:/<run id>/<path> register it as it is.
        String[] parts = source.substring(RUNS.length()).split("/", 2);
        String root = artifactUri(rest, parts[0]);
        return tree(rest, parts.length == 1 ? root : ArtifactPath.join(root, parts[1]), owner);
    }

    /**
     * Return the artifacts of {@code models:/name/version}, {@code models:/name@alias} or a logged model of MLflow 3,
     * {@code models:/m-0123abcd}.
     *
     * @throws IllegalArgumentException if the URI has none of these forms
     * @throws MlflowStatusException if there is no such model
     * @throws MlflowException if the server does not answer, or does not serve the artifacts itself
     */
    public ArtifactTree ofModel(String modelUri) {
        String name = modelUri.startsWith(MODELS) ? modelUri.substring(MODELS.length()) : "";
        if (name.matches("[^/@]+@[^/@]+")) {
            String[] parts = name.split("@", 2);
            Json answer = rest.get("mlflow/registered-models/alias", "name", parts[0], "alias", parts[1]);
            return ofModelVersion(parts[0], (int) answer.object("model_version").number("version"));
        }
        if (name.matches("[^/]+/\\d{1,9}")) {
            String[] parts = name.split("/", 2);
            return ofModelVersion(parts[0], Integer.parseInt(parts[1]));
        }
        if (name.matches("m-\\w+")) {
            Json info = rest.get("mlflow/logged-models/" + name).object("model").object("info");
            return tree(rest, info.text("artifact_uri"), "logged model '" + name + "'");
        }
        throw new IllegalArgumentException(
                "Model URI '%s' is none of models:/name/version, models:/name@alias, models:/m-id".formatted(modelUri));
    }

    static String artifactUri(MlflowRest rest, String runId) {
        Json run = rest.get("mlflow/runs/get", "run_id", runId).object("run");
        return run.object("info").text("artifact_uri");
    }

    static ArtifactTree tree(MlflowRest rest, String artifactUri, String owner) {
        return new ArtifactTree(ArtifactRoot.resolve(rest, artifactUri, owner), SILENT);
    }
}
