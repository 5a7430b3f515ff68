package io.mmp.test.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.AssertProvider;

/**
 * What ran of a pipeline. {@link #ofKfpLog} reads it from the log of Kubeflow Pipelines' local runner; of another engine, name what its API tells:
 *
 * <pre>{@code
 * PipelineRun run = PipelineRun.of("fraud", StepRun.of("ingest", SUCCEEDED), StepRun.of("train", FAILED).withLog(log));
 * }</pre>
 *
 * <p>A value: the {@code with} method returns a copy.
 *
 * @since 0.1.0
 */
public final class PipelineRun implements AssertProvider<PipelineRunAssert> {

    private final String name;
    private final List<StepRun> steps;

    private PipelineRun(String name, List<StepRun> steps) {
        this.name = name;
        this.steps = List.copyOf(steps);
    }

    /** Describe a run by its steps, in the order in which they began; a step that ran several times, as in a loop, is there as often. */
    public static PipelineRun of(String name, StepRun... steps) {
        return new PipelineRun(name, Arrays.asList(steps));
    }

    static PipelineRun of(String name, List<StepRun> steps) {
        return new PipelineRun(name, steps);
    }

    /**
     * Read what Kubeflow Pipelines' local runner ({@code kfp.local}, 2.17) writes while it runs a pipeline, or one component; colours and what else is there do not matter. A step that failed and was
     * tried again is there once if the pipeline succeeded. The log has no word of steps that were skipped, or taken from a cache.
     *
     * @param log standard output and standard error of the program, as one
     * @throws PipelineException if it has no run, or several
     */
    public static PipelineRun ofKfpLog(String log) {
        return new KfpLog().read(log);
    }

    /** Return a copy with this step after the others. */
    public PipelineRun withStep(StepRun step) {
        List<StepRun> more = new ArrayList<>(steps);
        more.add(step);
        return new PipelineRun(name, more);
    }

    /** Return the name of the pipeline. */
    public String name() {
        return name;
    }

    /** Return the steps, in the order in which they began. */
    public List<StepRun> steps() {
        return steps;
    }

    /** Return the step of this name, the last if it ran several times. */
    public Optional<StepRun> step(String step) {
        return steps.stream().filter(run -> run.name().equals(step)).reduce((first, next) -> next);
    }

    /** Return the assertions on it. */
    @Override
    public PipelineRunAssert assertThat() {
        return new PipelineRunAssert(this);
    }

    /** Return its name and how its steps ended. */
    @Override
    public String toString() {
        return "pipeline '%s' (%s)"
                .formatted(
                        name,
                        steps.isEmpty()
                                ? "no steps"
                                : steps.stream().map(StepRun::toString).collect(Collectors.joining(", ")));
    }
}
