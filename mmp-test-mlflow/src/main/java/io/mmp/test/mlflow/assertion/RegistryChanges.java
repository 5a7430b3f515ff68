package io.mmp.test.mlflow.assertion;

import static java.util.stream.Collectors.toMap;

import io.mmp.test.mlflow.client.ModelSnapshot;
import io.mmp.test.mlflow.client.ModelVersion;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What happened to a registered model between two snapshots, a sentence each. */
final class RegistryChanges {

    private final Set<String> found = new LinkedHashSet<>();

    private RegistryChanges() {}

    static Set<String> between(ModelSnapshot before, ModelSnapshot after) {
        RegistryChanges changes = new RegistryChanges();
        changes.change("the name", before.model().name(), after.model().name());
        changes.change(
                "the description", before.model().description(), after.model().description());
        changes.aliases(before.model().aliases(), after.model().aliases());
        changes.tags("the model", before.model().tags(), after.model().tags());
        Map<Integer, ModelVersion> old = byNumber(before);
        Map<Integer, ModelVersion> now = byNumber(after);
        Set<Integer> numbers = new TreeSet<>(old.keySet());
        numbers.addAll(now.keySet());
        numbers.forEach(number ->
                changes.versions(number, Optional.ofNullable(old.get(number)), Optional.ofNullable(now.get(number))));
        return changes.found;
    }

    static String registered(int version) {
        return "version %s was registered".formatted(version);
    }

    static String movedAlias(String alias, int from, int to) {
        return "alias '%s' moved from version %s to version %s".formatted(alias, from, to);
    }

    static String gaveAlias(String alias, int version) {
        return "alias '%s' was given to version %s".formatted(alias, version);
    }

    static String tookAlias(String alias, int version) {
        return "alias '%s' was taken from version %s".formatted(alias, version);
    }

    static String movedStage(int version, Object from, Object to) {
        return "version %s moved from %s to %s".formatted(version, from, to);
    }

    static String setTag(String owner, String key, String value) {
        return "tag '%s' of %s was set to '%s'".formatted(key, owner, value);
    }

    static String removedTag(String owner, String key) {
        return "tag '%s' of %s was removed".formatted(key, owner);
    }

    static String version(int number) {
        return "version " + number;
    }

    private static Map<Integer, ModelVersion> byNumber(ModelSnapshot snapshot) {
        return snapshot.versions().stream().collect(toMap(ModelVersion::version, version -> version));
    }

    private void aliases(Map<String, Integer> before, Map<String, Integer> after) {
        new TreeMap<>(before).forEach((alias, version) -> {
            Integer now = after.get(alias);
            if (now == null) {
                found.add(tookAlias(alias, version));
            } else if (!now.equals(version)) {
                found.add(movedAlias(alias, version, now));
            }
        });
        new TreeMap<>(after).forEach((alias, version) -> {
            if (!before.containsKey(alias)) {
                found.add(gaveAlias(alias, version));
            }
        });
    }

    private void tags(String owner, Map<String, String> before, Map<String, String> after) {
        new TreeMap<>(before).forEach((key, value) -> {
            if (!after.containsKey(key)) {
                found.add(removedTag(owner, key));
            }
        });
        new TreeMap<>(after).forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                found.add(setTag(owner, key, value));
            }
        });
    }

    private void versions(int number, Optional<ModelVersion> before, Optional<ModelVersion> after) {
        if (before.isEmpty()) {
            found.add(registered(number));
        }
        if (after.isEmpty()) {
            found.add("version %s was deleted".formatted(number));
        }
        if (before.isPresent() && after.isPresent()) {
            ModelVersion old = before.get();
            ModelVersion now = after.get();
            if (old.stage() != now.stage()) {
                found.add(movedStage(number, old.stage(), now.stage()));
            }
            String of = " of version " + number;
            change("the description" + of, old.description(), now.description());
            change("the status" + of, old.status(), now.status());
            change("the source" + of, old.source(), now.source());
            tags(version(number), old.tags(), now.tags());
        }
    }

    private void change(String what, Object before, Object after) {
        if (!before.equals(after)) {
            found.add("%s changed from '%s' to '%s'".formatted(what, before, after));
        }
    }
}
