package io.mmp.test.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.assertj.core.description.Description;
import org.assertj.core.description.TextDescription;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what ran of a pipeline.
 *
 * @since 0.1.0
 */
public class PipelineRunAssert extends AbstractAssert<PipelineRunAssert, PipelineRun> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<PipelineRun, PipelineRunAssert> PIPELINE_RUN =
            new InstanceOfAssertFactory<>(PipelineRun.class, PipelineRunAssert::new);

    private static final int SHOWN = 10;

    /** Assert on this run. */
    public PipelineRunAssert(@Nullable PipelineRun actual) {
        super(actual, PipelineRunAssert.class);
    }

    /**
     * Verify that all steps succeeded; one that was skipped did not. The message has the last output of each that did not.
     *
     * <pre>{@code
     * assertThat(PipelineRun.of("fraud", StepRun.of("train", SUCCEEDED))).allStepsSucceeded(); // passes
     * assertThat(PipelineRun.of("fraud", StepRun.of("train", FAILED))).allStepsSucceeded(); // fails
     * assertThat(PipelineRun.of("fraud")).allStepsSucceeded(); // fails: nothing ran
     * }</pre>
     */
    public PipelineRunAssert allStepsSucceeded() {
        isNotNull();
        requireSteps("all steps of %s to succeed");
        List<StepRun> others = actual.steps().stream()
                .filter(step -> step.state() != StepState.SUCCEEDED)
                .toList();
        if (!others.isEmpty()) {
            failWithMessage(
                    "%nExpecting all steps of %s to succeed, but %s of %s did not:%n%s",
                    actual, others.size(), actual.steps().size(), accounts(others));
        }
        return myself;
    }

    /**
     * Verify that this step failed, and no other.
     *
     * <pre>{@code
     * assertThat(PipelineRun.of("fraud", StepRun.of("train", FAILED))).failedAt("train"); // passes
     * assertThat(PipelineRun.of("fraud", StepRun.of("ingest", FAILED))).failedAt("train"); // fails
     * }</pre>
     */
    public PipelineRunAssert failedAt(String step) {
        isNotNull();
        List<StepRun> failed = actual.steps().stream()
                .filter(run -> run.state() == StepState.FAILED || run.state() == StepState.UNFINISHED)
                .toList();
        if (failed.isEmpty()) {
            failWithMessage("%nExpecting step '%s' of %s to fail, but no step did", step, actual);
        }
        if (failed.stream().anyMatch(run -> !run.name().equals(step))) {
            failWithMessage("%nExpecting step '%s' of %s to fail alone, but:%n%s", step, actual, accounts(failed));
        }
        return myself;
    }

    /**
     * Verify that this step did not run: it was skipped, or the run has none of it.
     *
     * <p>Whether the pipeline has such a step tells {@link #ranAsDeclaredIn(PipelineGraph, String...)}.
     *
     * <pre>{@code
     * assertThat(PipelineRun.of("fraud", StepRun.of("register", SKIPPED))).didNotRun("register"); // passes
     * assertThat(PipelineRun.of("fraud", StepRun.of("register", SUCCEEDED))).didNotRun("register"); // fails
     * }</pre>
     */
    public PipelineRunAssert didNotRun(String step) {
        isNotNull();
        requireSteps("step '" + step.replace("%", "%%") + "' of %s not to run");
        List<StepRun> ran = actual.steps().stream()
                .filter(run -> run.name().equals(step) && run.ran())
                .toList();
        if (!ran.isEmpty()) {
            failWithMessage("%nExpecting step '%s' of %s not to run, but:%n%s", step, actual, accounts(ran));
        }
        return myself;
    }

    /**
     * Verify that the steps that ran are those that are declared, but for these, and that each began after those that it depends on.
     *
     * <pre>{@code
     * PipelineGraph graph = PipelineGraph.of("fraud").withStep("ingest").withStep("train", "ingest");
     * assertThat(PipelineRun.of("fraud", StepRun.of("ingest", SUCCEEDED), StepRun.of("train", SUCCEEDED))).ranAsDeclaredIn(graph); // passes
     * assertThat(PipelineRun.of("fraud", StepRun.of("ingest", SUCCEEDED))).ranAsDeclaredIn(graph, "train"); // passes
     * assertThat(PipelineRun.of("fraud", StepRun.of("ingest", SUCCEEDED))).ranAsDeclaredIn(graph); // fails
     * }</pre>
     *
     * @param exceptSteps declared steps that must not have run, such as those behind a condition that did not hold
     * @throws IllegalArgumentException if one of them is not declared
     */
    public PipelineRunAssert ranAsDeclaredIn(PipelineGraph graph, String... exceptSteps) {
        isNotNull();
        for (String step : exceptSteps) {
            graph.dependenciesOf(step); // refuses what is not declared
        }
        Set<String> except = Set.of(exceptSteps);
        Set<String> begun = new LinkedHashSet<>();
        List<String> offences = new ArrayList<>();
        for (StepRun step : actual.steps()) {
            if (!step.ran()) {
                continue;
            }
            if (graph.steps().contains(step.name())) {
                Set<String> late = new LinkedHashSet<>(graph.dependenciesOf(step.name()));
                late.removeAll(begun);
                late.removeAll(except);
                if (!late.isEmpty()) {
                    offences.add("step '%s' began before %s, which it depends on".formatted(step.name(), late));
                }
            }
            begun.add(step.name());
        }
        begun.stream()
                .filter(step -> !graph.steps().contains(step))
                .forEach(step -> offences.add("step '%s' ran, but is not declared".formatted(step)));
        begun.stream()
                .filter(except::contains)
                .forEach(step -> offences.add("step '%s' ran, but should not".formatted(step)));
        Set<String> missing = new HashSet<>(graph.steps());
        missing.removeAll(begun);
        missing.removeAll(except);
        graph.steps().stream()
                .filter(missing::contains)
                .forEach(step -> offences.add("step '%s' is declared, but did not run".formatted(step)));
        if (!offences.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to run as declared in %s, but:%n%s",
                    actual,
                    graph,
                    offences.stream().limit(SHOWN).map(line -> "  " + line).collect(Collectors.joining("\n"))
                            + more(offences));
        }
        return myself;
    }

    /**
     * Go on to what this step wrote.
     *
     * <pre>{@code
     * StepRun train = StepRun.of("train", FAILED).withLog("ValueError: no rows");
     * assertThat(PipelineRun.of("fraud", train)).log("train").contains("no rows"); // passes
     * assertThat(PipelineRun.of("fraud", train)).log("evaluate").contains("no rows"); // fails: there is no such step
     * }</pre>
     */
    public AbstractStringAssert<?> log(String step) {
        StepRun run = require(step);
        return Assertions.assertThat(run.log()).as(descriptionOf("log of step '%s'".formatted(step)));
    }

    /**
     * Go on to an output of this step, as the engine prints it.
     *
     * <pre>{@code
     * StepRun train = StepRun.of("train", SUCCEEDED).withOutput("trees", "20");
     * assertThat(PipelineRun.of("fraud", train)).output("train", "trees").isEqualTo("20"); // passes
     * assertThat(PipelineRun.of("fraud", train)).output("train", "leaves").isEqualTo("20"); // fails: there is no such output
     * }</pre>
     */
    public AbstractStringAssert<?> output(String step, String key) {
        StepRun run = require(step);
        if (!run.outputs().containsKey(key)) {
            failWithMessage(
                    "%nExpecting step '%s' of %s to have an output '%s', but it has %s",
                    step, actual, key, run.outputs().keySet());
        }
        return Assertions.assertThat(run.outputs().get(key))
                .as(descriptionOf("output '%s' of step '%s'".formatted(key, step)));
    }

    private Description descriptionOf(String what) {
        String own = descriptionText();
        return new TextDescription("%s", own.isEmpty() ? what : own + ": " + what);
    }

    private StepRun require(String step) {
        isNotNull();
        if (actual.step(step).isEmpty()) {
            failWithMessage("%nExpecting %s to have a step '%s'", actual, step);
        }
        return actual.step(step).orElseThrow();
    }

    private void requireSteps(String expected) {
        if (actual.steps().isEmpty()) {
            failWithMessage("%nExpecting " + expected + ", but it has none", actual);
        }
    }

    private static String accounts(List<StepRun> steps) {
        return steps.stream().limit(SHOWN).map(step -> "  " + step.account()).collect(Collectors.joining("\n"))
                + more(steps);
    }

    private static String more(List<?> all) {
        return all.size() > SHOWN ? "\n  and %s more".formatted(all.size() - SHOWN) : "";
    }
}
