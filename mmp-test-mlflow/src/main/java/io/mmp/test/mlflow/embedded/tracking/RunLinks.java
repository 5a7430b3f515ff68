package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run read and wrote: data sets and models. */
final class RunLinks {

    /** A data set that a run read, and the tags of that reading. */
    record DatasetInput(Dataset dataset, Map<String, String> tags) {

        /** Return the input as it goes over the wire. */
        Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            Trees.putUnlessEmpty(tree, "tags", Trees.keyValues(tags));
            tree.put("dataset", dataset.tree());
            return tree;
        }
    }

    /** A model that a run wrote, at a step. */
    record ModelOutput(String modelId, long step) {

        /** Return the output as it goes over the wire. */
        Map<String, Object> tree() {
            return Map.of("model_id", modelId, "step", step);
        }
    }

    final List<DatasetInput> datasets = new ArrayList<>(0);
    final List<String> modelInputs = new ArrayList<>(0);
    final List<ModelOutput> modelOutputs = new ArrayList<>(0);

    /** Return the run's {@code inputs} as they go over the wire. */
    Map<String, Object> inputsTree() {
        Map<String, Object> tree = datasetsTree();
        Trees.putUnlessEmpty(
                tree,
                "model_inputs",
                modelInputs.stream().sorted().map(id -> Map.of("model_id", id)).toList());
        return tree;
    }

    /** Return the run's {@code inputs} as a search answers them: without the models. */
    Map<String, Object> datasetsTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        Trees.putUnlessEmpty(
                tree,
                "dataset_inputs",
                datasets.stream().map(DatasetInput::tree).toList());
        return tree;
    }

    /** Return the run's {@code outputs} as they go over the wire. */
    Map<String, Object> outputsTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        Trees.putUnlessEmpty(
                tree,
                "model_outputs",
                modelOutputs.stream()
                        .sorted(Comparator.comparing(ModelOutput::modelId))
                        .map(ModelOutput::tree)
                        .toList());
        return tree;
    }
}
