package io.mmp.test.mlflow.client;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the registered models of a server and their versions, the prompts after the models. */
record RegistryExport(MlflowRest rest) {

    private static final String PROMPTS = "tags.`mlflow.prompt.is_prompt` = 'true'";

    Stream<ExportedRecord> models() {
        return Stream.of("", PROMPTS)
                .flatMap(filter -> rest.list(
                        "mlflow/registered-models/search",
                        "registered_models",
                        Pages.OF_MODELS,
                        "filter",
                        filter,
                        "order_by",
                        "name ASC"))
                .map(RegistryExport::model);
    }

    Stream<ExportedRecord> versions() {
        return Stream.of("", PROMPTS)
                .flatMap(filter -> rest.list(
                        "mlflow/model-versions/search",
                        "model_versions",
                        Pages.OF_VERSIONS,
                        "filter",
                        filter,
                        "order_by",
                        "name ASC",
                        "order_by",
                        "version_number ASC"))
                .map(this::version);
    }

    private static ExportedRecord model(Json model) {
        Map<String, Long> aliases = new HashMap<>();
        model.objects("aliases").forEach(alias -> aliases.put(alias.text("alias"), alias.number("version")));
        return ExportedRecord.of(model, "name", "description", "creation_timestamp", "last_updated_timestamp")
                .withEntries(model, "tags")
                .withMap("aliases", aliases);
    }

    private ExportedRecord version(Json version) {
        ExportedRecord record = ExportedRecord.of(version, "name")
                .with("version", version.number("version"))
                .with(
                        version,
                        "description",
                        "creation_timestamp",
                        "last_updated_timestamp",
                        "current_stage",
                        "source",
                        "run_id",
                        "run_link",
                        "status",
                        "status_message")
                .withEntries(version, "tags");
        return version.text("source").startsWith("models:")
                ? record.with("download_uri", downloadUri(version.text("name"), version.text("version")))
                : record;
    }

    private String downloadUri(String name, String version) {
        return rest.get("mlflow/model-versions/get-download-uri", "name", name, "version", version)
                .text("artifact_uri");
    }
}
