package io.mmp.test.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of {@code kfp.local}: what the runner says begins with the time, what a step says is indented, so that a step cannot speak for
 * the runner. What steps that run at the same time say cannot be told apart, and is in the log of each.
 */
final class KfpLog {

    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");
    private static final Pattern SAID = Pattern.compile("^\\d{2}:\\d{2}:\\d{2}\\.\\d+ - [A-Z]+ - (.*)$");
    private static final Pattern PIPELINE = Pattern.compile("Running pipeline: '(.*)'");
    private static final Pattern SUCCESS = Pattern.compile("Pipeline '(.*)' finished with status SUCCESS");
    private static final Pattern BEGUN = Pattern.compile("Executing task '(.*)'");
    private static final Pattern ENDED = Pattern.compile("Task '(.*)' finished with status (SUCCESS|FAILURE)");
    private static final Pattern OUTPUTS = Pattern.compile("Task '(.*)' outputs:");
    private static final Pattern OUTPUT = Pattern.compile("^ {4}([^ :]+): (.*)$");
    /** How a component fails that runs alone. */
    private static final Pattern RAISED = Pattern.compile("^RuntimeError: Task '(.*)' finished with status FAILURE$");

    private final List<Step> steps = new ArrayList<>();
    private @Nullable String pipeline;
    private boolean succeeded;
    private @Nullable Step giving;
    private boolean raising;

    /** What is known of a step until the line that is read. */
    private static final class Step {

        final StringBuilder log = new StringBuilder();
        StepRun run;

        Step(String name) {
            run = StepRun.of(name, StepState.UNFINISHED);
        }

        boolean isRunning(String name) {
            return isRunning() && run.name().equals(name);
        }

        boolean isRunning() {
            return run.state() == StepState.UNFINISHED;
        }

        void say(String line) {
            log.append(line).append('\n');
        }

        void end(StepState state) {
            run = StepRun.of(run.name(), state);
        }

        void give(String key, String value) {
            boolean isText = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
            run = run.withOutput(key, isText ? value.substring(1, value.length() - 1) : value);
        }

        StepRun known() {
            return run.withLog(log.toString().strip());
        }
    }

    PipelineRun read(String text) {
        text.lines().map(line -> COLOUR.matcher(line).replaceAll("")).forEach(line -> {
            Matcher said = SAID.matcher(line);
            if (said.matches()) {
                runnerSays(said.group(1));
            } else {
                follows(line);
            }
        });
        if (steps.isEmpty() && pipeline == null) {
            throw new PipelineException(
                    "This is no log of Kubeflow Pipelines' local runner: no line says 'Running pipeline' or 'Executing task'. It ends in:\n"
                            + tail(text));
        }
        if (succeeded) {
            steps.removeIf(this::wasRetried);
        }
        List<StepRun> runs = steps.stream().map(Step::known).toList();
        return PipelineRun.of(pipeline == null ? runs.get(0).name() : pipeline, runs);
    }

    private void runnerSays(String what) {
        giving = null;
        raising = false;
        Matcher matcher = PIPELINE.matcher(what);
        if (matcher.matches()) {
            if (pipeline != null) {
                throw new PipelineException(
                        "This log has the runs of two pipelines, '%s' and '%s': read them one by one."
                                .formatted(pipeline, matcher.group(1)));
            }
            pipeline = matcher.group(1);
        } else if (matcher.usePattern(SUCCESS).matches()) {
            succeeded = true;
        } else if (matcher.usePattern(BEGUN).matches()) {
            steps.add(new Step(matcher.group(1)));
        } else if (matcher.usePattern(ENDED).matches()) {
            end(matcher.group(1), matcher.group(2).equals("SUCCESS") ? StepState.SUCCEEDED : StepState.FAILED);
        } else if (matcher.usePattern(OUTPUTS).matches()) {
            String name = matcher.group(1);
            giving = steps.stream()
                    .filter(step -> step.run.name().equals(name) && step.run.state() == StepState.SUCCEEDED)
                    .filter(step -> step.run.outputs().isEmpty())
                    .findFirst()
                    .orElse(null);
        }
    }

    private void follows(String line) {
        Matcher raised = RAISED.matcher(line);
        Matcher output = OUTPUT.matcher(line);
        if (raised.matches()) {
            end(raised.group(1), StepState.FAILED);
        } else if (giving != null) {
            if (output.matches()) {
                giving.give(output.group(1), output.group(2));
            }
        } else if (line.equals("Traceback (most recent call last):")) {
            raising = true; // of the runner, whose own lines are indented too
        } else if (!raising && (line.startsWith("    ") || line.isBlank())) {
            String said = line.isBlank() ? "" : line.substring(4);
            steps.stream().filter(Step::isRunning).forEach(step -> step.say(said));
        }
    }

    private void end(String name, StepState state) {
        steps.stream().filter(step -> step.isRunning(name)).findFirst().ifPresent(step -> step.end(state));
    }

    /**
     * Of a pipeline that succeeded, what failed was tried again. Of one that failed, it may as well be another round of a loop, and counts: the
     * runner does not say.
     */
    private boolean wasRetried(Step step) {
        return step.run.state() == StepState.FAILED
                && steps.subList(steps.indexOf(step) + 1, steps.size()).stream()
                        .anyMatch(next -> next.run.name().equals(step.run.name()));
    }

    private static String tail(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }
}
