package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.state.StateRecord;
import io.mmp.test.mlflow.state.StateRecords;
import java.util.Objects;

/** Makes registered models and their versions of the records of a state, with their numbers. */
public final class RegistryImport {

    private final RegistryState state = new RegistryState();

    private RegistryImport() {}

    /** Return the state of a registry that has what the records say. */
    public static RegistryState of(StateRecords records) {
        RegistryImport registry = new RegistryImport();
        records.registeredModels().forEach(registry::addModel);
        records.modelVersions().forEach(registry::addVersion);
        return registry.state;
    }

    private void addModel(StateRecord record) {
        RegisteredModel model = new RegisteredModel(
                record.text("name"), record.text("description"), record.number("creation_timestamp"));
        model.lastUpdateTime = record.number("last_updated_timestamp");
        model.tags.putAll(record.texts("tags"));
        model.aliases.putAll(record.numbers("aliases"));
        state.models.put(model.name, model);
    }

    private void addVersion(StateRecord record) {
        RegisteredModel model = Objects.requireNonNull(state.models.get(record.text("name")));
        String source = record.text("source");
        ModelVersion version = new ModelVersion(
                (int) record.number("version"),
                new ModelSource.Resolved(source, record.text("download_uri", source), record.optional("run_id")),
                record.text("run_link"),
                record.optional("description"),
                record.number("creation_timestamp"));
        version.lastUpdateTime = record.number("last_updated_timestamp");
        version.stage = Stage.of(record.text("current_stage", "None"));
        version.status = record.text("status", "READY");
        version.statusMessage = record.text("status_message");
        version.tags.putAll(record.texts("tags"));
        model.add(version);
    }
}
