package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A name in the registry with its versions, tags and aliases. */
final class RegisteredModel {

    private static final String IS_PROMPT = "mlflow.prompt.is_prompt";

    final long creationTime;
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, Integer> aliases = new TreeMap<>(PythonText.ORDER);
    String name;
    String description;
    long lastUpdateTime;
    private final TreeMap<Integer, ModelVersion> versions = new TreeMap<>();

    RegisteredModel(String name, String description, long creationTime) {
        this.name = name;
        this.description = description;
        this.creationTime = creationTime;
        this.lastUpdateTime = creationTime;
    }

    /** Tell whether tags make a model or a version a prompt. */
    static boolean isPrompt(Map<String, String> tags) {
        return PythonText.lowersTo(tags.getOrDefault(IS_PROMPT, ""), "true");
    }

    /** Tell whether there is the tag of prompts, with whatever value. */
    static boolean hasPromptTag(Map<String, String> tags) {
        return tags.containsKey(IS_PROMPT);
    }

    /** Add a version with the next number; numbers of deleted versions are not used again. */
    ModelVersion addVersion(ModelSource.Resolved origin, String runLink, String versionDescription) {
        int number = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        ModelVersion version =
                new ModelVersion(number, origin, runLink, versionDescription, System.currentTimeMillis());
        add(version);
        lastUpdateTime = version.creationTime;
        return version;
    }

    /** Add a version that has a number. */
    void add(ModelVersion version) {
        versions.put(version.version, version);
    }

    /** Return the version of a number, unless it is deleted. */
    Optional<ModelVersion> version(long number) {
        return number == (int) number
                ? Optional.ofNullable(versions.get((int) number)).filter(version -> !version.isDeleted)
                : Optional.empty();
    }

    /** Return the versions that are not deleted, by number. */
    Stream<ModelVersion> versions() {
        return versions.values().stream().filter(version -> !version.isDeleted);
    }

    /** Return the versions that are not deleted, the highest number first. */
    Stream<ModelVersion> versionsFromLatest() {
        return versions.descendingMap().values().stream().filter(version -> !version.isDeleted);
    }

    /** Return all versions, also those that are deleted and known for their tags only. */
    Stream<ModelVersion> versionsEverMade() {
        return versions.values().stream();
    }

    /** Return the latest version of each stage, the stage that was entered by the oldest version first. */
    List<ModelVersion> latestVersions() {
        Map<Stage, ModelVersion> latest = new LinkedHashMap<>();
        versions().forEach(version -> latest.put(version.stage, version));
        return List.copyOf(latest.values());
    }

    /** Return the latest version of each stage in the order of the stages' names, as a search lists them. */
    List<ModelVersion> latestVersionsByStage() {
        return latestVersions().stream()
                .sorted(Comparator.comparing(version -> version.stage.label()))
                .toList();
    }

    /** Return the aliases that point to a version. */
    List<String> aliasesOf(int version) {
        return aliases.entrySet().stream()
                .filter(alias -> alias.getValue() == version)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Return the model as JSON. */
    Map<String, Object> tree() {
        return tree(latestVersions());
    }

    /** Return the model as JSON with these latest versions. */
    Map<String, Object> tree(List<ModelVersion> latestVersions) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        tree.put("creation_timestamp", creationTime);
        tree.put("last_updated_timestamp", lastUpdateTime);
        Trees.putUnlessEmpty(tree, "description", description);
        Trees.putUnlessEmpty(
                tree,
                "latest_versions",
                latestVersions.stream().map(version -> version.tree(this)).toList());
        Trees.putUnlessEmpty(tree, "tags", Trees.keyValues(tags));
        List<Map<String, String>> pointers = aliases.entrySet().stream()
                .map(alias -> Map.of("alias", alias.getKey(), "version", String.valueOf(alias.getValue())))
                .toList();
        Trees.putUnlessEmpty(tree, "aliases", pointers);
        return tree;
    }
}
