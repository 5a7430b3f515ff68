package io.mmp.test.pipeline;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The steps that a pipeline declares, and which of them come before which.
 *
 * <pre>{@code
 * PipelineGraph graph = PipelineGraph.ofKfp(Files.readString(Path.of("pipeline.yaml")));
 * PipelineGraph same = PipelineGraph.of("fraud").withStep("ingest").withStep("train", "ingest");
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class PipelineGraph {

    private final String name;
    private final Map<String, Set<String>> steps;

    private PipelineGraph(String name, Map<String, Set<String>> steps) {
        this.name = name;
        this.steps = Collections.unmodifiableMap(steps);
    }

    static PipelineGraph of(String name, Map<String, Set<String>> steps) {
        return new PipelineGraph(name, steps);
    }

    /** Describe a pipeline without steps. */
    public static PipelineGraph of(String name) {
        return new PipelineGraph(name, Map.of());
    }

    /**
     * Read what the compiler of Kubeflow Pipelines (2.x) has made: its intermediate representation in YAML. Steps in conditions, loops and exit handlers
     * are steps like others, and come after what the condition comes after.
     *
     * <p>Needs {@code org.snakeyaml:snakeyaml-engine}.
     *
     * @throws PipelineException if it is not YAML, or no compiled pipeline
     */
    public static PipelineGraph ofKfp(String yaml) {
        return KfpSpec.read(yaml);
    }

    /**
     * Return a copy with this step too.
     *
     * @param dependencies the steps that come before it, which are there already
     * @throws IllegalArgumentException if the step is there, or one before it is not
     */
    public PipelineGraph withStep(String step, String... dependencies) {
        if (steps.containsKey(step)) {
            throw new IllegalArgumentException("Pipeline '%s' has a step '%s' already.".formatted(name, step));
        }
        Set<String> before = new LinkedHashSet<>(Arrays.asList(dependencies));
        for (String dependency : before) {
            if (!steps.containsKey(dependency)) {
                throw new IllegalArgumentException(
                        "Step '%s' of pipeline '%s' cannot come after '%s', which is not there; there are %s."
                                .formatted(step, name, dependency, steps.keySet()));
            }
        }
        Map<String, Set<String>> more = new LinkedHashMap<>(steps);
        more.put(step, Collections.unmodifiableSet(before));
        return new PipelineGraph(name, more);
    }

    /** Return the name of the pipeline. */
    public String name() {
        return name;
    }

    /** Return the names of the steps. */
    public Set<String> steps() {
        return steps.keySet();
    }

    /**
     * Return the steps that come right before this one.
     *
     * @throws IllegalArgumentException if there is no such step
     */
    public Set<String> dependenciesOf(String step) {
        Set<String> dependencies = steps.get(step);
        if (dependencies == null) {
            throw new IllegalArgumentException(
                    "Pipeline '%s' has no step '%s'; there are %s.".formatted(name, step, steps.keySet()));
        }
        return dependencies;
    }

    /** Return its name and steps. */
    @Override
    public String toString() {
        return "pipeline '%s' %s".formatted(name, steps.keySet());
    }
}
