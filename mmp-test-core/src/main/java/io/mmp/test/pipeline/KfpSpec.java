package io.mmp.test.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a compiled pipeline: its tasks, those of the graphs inside it too. */
final class KfpSpec {

    private final Map<?, ?> components;
    private final Map<String, Set<String>> steps = new LinkedHashMap<>();

    private KfpSpec(Map<?, ?> components) {
        this.components = components;
    }

    static PipelineGraph read(String yaml) {
        for (Object document : documents(yaml)) {
            Map<?, ?> spec = map(document);
            if (spec.get("pipelineInfo") != null) {
                KfpSpec reader = new KfpSpec(map(spec.get("components")));
                Map<?, ?> root = map(map(spec.get("root")).get("dag"));
                reader.read(root, Set.of());
                if (reader.steps.isEmpty()) {
                    throw new PipelineException("This compiled pipeline has no task at root.dag.tasks.");
                }
                return PipelineGraph.of(
                        String.valueOf(map(spec.get("pipelineInfo")).get("name")), reader.steps);
            }
        }
        throw new PipelineException(
                "This is no compiled pipeline of Kubeflow Pipelines 2: it has no pipelineInfo. Compile it with kfp.compiler.Compiler().compile(pipeline, 'pipeline.yaml').");
    }

    private static List<@Nullable Object> documents(String yaml) {
        try {
            List<@Nullable Object> documents = new ArrayList<>();
            new Load(LoadSettings.builder().build()).loadAllFromString(yaml).forEach(documents::add);
            return documents;
        } catch (YamlEngineException e) {
            throw new PipelineException("This is no compiled pipeline, since it is not YAML: " + e.getMessage(), e);
        } catch (NoClassDefFoundError missing) {
            throw new PipelineException(
                    "A compiled pipeline is read with snakeyaml-engine, which is not there: add org.snakeyaml:snakeyaml-engine.",
                    missing);
        }
    }

    /** Read the tasks of a graph; return the steps that it ends in, or begins after where it has none. */
    private Set<String> read(Map<?, ?> graph, Set<String> before) {
        Map<String, Set<String>> lastOf = new LinkedHashMap<>();
        Map<?, ?> tasks = map(graph.get("tasks"));
        // The compiler writes tasks by name, not in the order of their dependencies.
        while (lastOf.size() < tasks.size()) {
            int known = lastOf.size();
            tasks.forEach((key, value) -> {
                String task = String.valueOf(key);
                Set<String> dependencies = new LinkedHashSet<>();
                list(map(value).get("dependentTasks")).forEach(each -> dependencies.add(String.valueOf(each)));
                if (!lastOf.containsKey(task) && lastOf.keySet().containsAll(dependencies)) {
                    Set<String> after = new LinkedHashSet<>(dependencies.isEmpty() ? before : Set.of());
                    dependencies.forEach(dependency -> after.addAll(lastOf.get(dependency)));
                    lastOf.put(task, readTask(task, map(value), after));
                }
            });
            if (lastOf.size() == known) {
                throw new PipelineException(
                        "The tasks %s of this compiled pipeline wait for each other, or for one that is not there."
                                .formatted(tasks.keySet().stream()
                                        .filter(task -> !lastOf.containsKey(task))
                                        .toList()));
            }
        }
        Set<String> all = new LinkedHashSet<>();
        lastOf.values().forEach(all::addAll);
        return all;
    }

    private Set<String> readTask(String task, Map<?, ?> spec, Set<String> after) {
        Object component = components.get(map(spec.get("componentRef")).get("name"));
        Object inner = map(component).get("dag");
        if (inner != null) {
            return read(map(inner), after);
        }
        steps.merge(task, after, (first, next) -> {
            throw new PipelineException(
                    "This compiled pipeline has two tasks '%s', in different graphs.".formatted(task));
        });
        return Set.of(task);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Collection<?> list(@Nullable Object value) {
        return value instanceof Collection<?> list ? list : Set.of();
    }
}
