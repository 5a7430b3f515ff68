package io.mmp.test.mlflow.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses a state whose records are not what they must be, are there twice, or name what is not there. */
final class StateCheck {

    private static final String CONTENT = "text, or base64, or size and sha256";

    private final StateDocument state;
    private final Map<StateSection, Map<String, Integer>> seen = new HashMap<>();

    private StateCheck(StateDocument state) {
        this.state = state;
    }

    static void check(StateDocument state) {
        new StateCheck(state).check();
    }

    private void check() {
        for (StateSection section : StateSection.values()) {
            List<Map<String, Object>> records = state.section(section);
            for (int i = 0; i < records.size(); i++) {
                section.shape.check(records.get(i), place(section, i));
            }
        }
        requireDistinct(StateSection.EXPERIMENTS, "experiment_id");
        requireDistinct(StateSection.RUNS, "run_id");
        requireDistinct(StateSection.LOGGED_MODELS, "model_id");
        requireDistinct(StateSection.REGISTERED_MODELS, "name");
        requireDistinctExperimentNames();
        requireExperiments(StateSection.RUNS);
        requireExperiments(StateSection.LOGGED_MODELS);
        requireContent(StateSection.RUNS);
        requireContent(StateSection.LOGGED_MODELS);
        checkRegistry();
    }

    private void requireDistinct(StateSection section, String field) {
        Map<String, Integer> ids = new HashMap<>();
        List<Map<String, Object>> records = state.section(section);
        for (int i = 0; i < records.size(); i++) {
            Integer before = ids.put(text(records.get(i), field), i);
            if (before != null) {
                throw twice(place(section, i).below(field), records.get(i).get(field), place(section, before));
            }
        }
        seen.put(section, ids);
    }

    private void requireDistinctExperimentNames() {
        Map<String, Integer> names = new HashMap<>();
        List<Map<String, Object>> records = state.section(StateSection.EXPERIMENTS);
        for (int i = 0; i < records.size(); i++) {
            Integer before = names.put(text(records.get(i), "name"), i);
            if (before != null) {
                throw twice(
                        place(StateSection.EXPERIMENTS, i).below("name"),
                        records.get(i).get("name"),
                        place(StateSection.EXPERIMENTS, before));
            }
        }
    }

    private static MlflowStateException twice(StatePlace place, @Nullable Object id, StatePlace before) {
        return place.problem("found %s, which %s has already. Remove one of the two, or give it another."
                .formatted(StateType.shown(id), before.pointer()));
    }

    private void requireExperiments(StateSection section) {
        List<Map<String, Object>> records = state.section(section);
        for (int i = 0; i < records.size(); i++) {
            String id = text(records.get(i), "experiment_id");
            if (!has(StateSection.EXPERIMENTS, id)) {
                throw place(section, i)
                        .below("experiment_id")
                        .problem("found \"%s\", but /experiments has no such id. Add the experiment, or name another."
                                .formatted(id));
            }
        }
    }

    /** An artifact has its content, or what it needs to be recognized by, and a path of its own. */
    private void requireContent(StateSection section) {
        List<Map<String, Object>> records = state.section(section);
        for (int i = 0; i < records.size(); i++) {
            Set<String> paths = new HashSet<>();
            List<StateRecord> artifacts = new StateRecord(records.get(i), place(section, i)).records("artifacts");
            for (StateRecord artifact : artifacts) {
                boolean isReference = artifact.has("size") && artifact.has("sha256");
                long forms = List.of(artifact.has("text"), artifact.has("base64"), isReference).stream()
                        .filter(Boolean::booleanValue)
                        .count();
                if (forms != 1 || (!isReference && (artifact.has("size") || artifact.has("sha256")))) {
                    throw artifact.problem("", "an artifact has either of %s. Write one of them.".formatted(CONTENT));
                }
                if (!paths.add(artifact.text("path"))) {
                    throw artifact.problem(
                            "path",
                            "found \"%s\" a second time. Remove one of the two.".formatted(artifact.text("path")));
                }
            }
        }
    }

    private void checkRegistry() {
        Set<List<String>> versions = new HashSet<>();
        List<Map<String, Object>> records = state.section(StateSection.MODEL_VERSIONS);
        for (int i = 0; i < records.size(); i++) {
            String name = text(records.get(i), "name");
            String number = text(records.get(i), "version");
            if (!has(StateSection.REGISTERED_MODELS, name)) {
                throw place(StateSection.MODEL_VERSIONS, i)
                        .below("name")
                        .problem("found %s, but /registered_models has no such name. Add the model, or name another."
                                .formatted(StateType.shown(name)));
            }
            if (!versions.add(List.of(name, number))) {
                throw place(StateSection.MODEL_VERSIONS, i)
                        .below("version")
                        .problem(
                                "found version %s of %s a second time. Remove one of the two, or give it another number."
                                        .formatted(number, StateType.shown(name)));
            }
        }
        List<Map<String, Object>> models = state.section(StateSection.REGISTERED_MODELS);
        for (int i = 0; i < models.size(); i++) {
            StateRecord model = new StateRecord(models.get(i), place(StateSection.REGISTERED_MODELS, i));
            StatePlace aliases = place(StateSection.REGISTERED_MODELS, i).below("aliases");
            model.numbers("aliases").forEach((alias, version) -> {
                if (!versions.contains(List.of(model.text("name"), version.toString()))) {
                    throw aliases.below(alias)
                            .problem(
                                    "found version %s, but /model_versions has none of this number of %s. Add the version, or name another."
                                            .formatted(version, StateType.shown(model.text("name"))));
                }
            });
        }
    }

    private boolean has(StateSection section, String id) {
        return seen.getOrDefault(section, Map.of()).containsKey(id);
    }

    private StatePlace place(StateSection section, int index) {
        return new StatePlace(state.name(), "").below(section.key()).below(index);
    }

    private static String text(Map<String, Object> record, String field) {
        return String.valueOf(record.get(field));
    }
}
