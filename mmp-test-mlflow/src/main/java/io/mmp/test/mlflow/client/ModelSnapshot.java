package io.mmp.test.mlflow.client;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A registered model with all its versions, as they were when they were read; two of them show what happened between.
 *
 * @param versions in the order of their numbers, with their aliases
 * @since 0.1.0
 */
public record ModelSnapshot(RegisteredModel model, List<ModelVersion> versions) {

    /** Copy the list, so that the record cannot be changed. */
    public ModelSnapshot {
        versions = List.copyOf(versions);
    }

    static ModelSnapshot read(MlflowRegistry registry, String name) {
        RegisteredModel model = registry.model(name);
        // A quote within quotes cannot be written in a filter, but a name may hold one of either.
        String quote = name.contains("'") ? "\"" : "'";
        Map<Integer, List<String>> aliases = model.aliases().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .collect(groupingBy(Map.Entry::getValue, mapping(Map.Entry::getKey, toList())));
        List<ModelVersion> versions = registry.searchVersions("name = " + quote + name + quote, "version_number ASC")
                .map(version -> withAliases(version, aliases.getOrDefault(version.version(), List.of())))
                .toList();
        return new ModelSnapshot(model, versions);
    }

    /** A search does not return them. */
    private static ModelVersion withAliases(ModelVersion version, List<String> own) {
        return new ModelVersion(
                version.model(),
                version.version(),
                version.description(),
                version.source(),
                version.runId(),
                version.status(),
                version.statusMessage(),
                version.stage(),
                own,
                version.tags());
    }

    /** Return a version; empty if there is none of this number. */
    public Optional<ModelVersion> version(int number) {
        return versions.stream().filter(version -> version.version() == number).findFirst();
    }

    /** Return the numbers of the versions in a stage. */
    public List<Integer> versionsIn(ModelStage stage) {
        return versions.stream()
                .filter(version -> version.stage() == stage)
                .map(ModelVersion::version)
                .toList();
    }

    /** Return {@code registered model 'name'}. */
    @Override
    public String toString() {
        return model.toString();
    }
}
