package io.mmp.test.mlflow.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A record of an export as it grows: fields have MLflow's own names and stay in the order in which they came, and what is empty is left out. */
final class ExportedRecord {

    private final Map<String, Object> tree = new LinkedHashMap<>();

    /** Begin with the fields of an answer that are there. */
    static ExportedRecord of(Json answer, String... fields) {
        return new ExportedRecord().with(answer, fields);
    }

    /** Add the fields of an answer that are there. */
    ExportedRecord with(Json answer, String... fields) {
        for (String field : fields) {
            Object value = answer.fields().get(field);
            if (value != null) {
                tree.put(field, value);
            }
        }
        return this;
    }

    /** Add a field whatever it is. */
    ExportedRecord with(String field, Object value) {
        tree.put(field, value);
        return this;
    }

    /** Add what an answer has as a list of keys and values. */
    ExportedRecord withEntries(Json answer, String field) {
        return withMap(field, answer.entries(field));
    }

    /** Add a map, by its keys. */
    ExportedRecord withMap(String field, Map<String, ?> entries) {
        if (!entries.isEmpty()) {
            tree.put(field, new TreeMap<>(entries));
        }
        return this;
    }

    /** Add a list of records. */
    ExportedRecord withList(String field, List<Json> answers, Function<Json, ExportedRecord> mapping) {
        if (!answers.isEmpty()) {
            tree.put(
                    field,
                    answers.stream().map(answer -> mapping.apply(answer).tree).collect(Collectors.toList()));
        }
        return this;
    }

    /** Add the files below its artifact URI. */
    ExportedRecord withArtifacts(ArtifactExport artifacts, String owner) {
        artifacts.addTo(tree, owner);
        return this;
    }

    /** Return it as a tree of maps, lists, texts and numbers. */
    Map<String, Object> tree() {
        return tree;
    }
}
