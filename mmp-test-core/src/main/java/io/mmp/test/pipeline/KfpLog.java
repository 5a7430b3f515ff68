package io.mmp.test.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of {@code kfp.local}: what the runner says begins with the time, what a step says is indented, so that a step cannot speak for
 * the runner.
 */
final class KfpLog {

    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");
    private static final Pattern SAID = Pattern.compile("^\\d{2}:\\d{2}:\\d{2}\\.\\d+ - [A-Z]+ - (.*)$");
    private static final Pattern PIPELINE = Pattern.compile("Running pipeline: '(.*)'");
    private static final Pattern BEGUN = Pattern.compile("Executing task '(.*)'");
    private static final Pattern ENDED = Pattern.compile("Task '(.*)' finished with status (SUCCESS|FAILURE)");
    private static final Pattern OUTPUTS = Pattern.compile("Task '(.*)' outputs:");
    private static final Pattern RETRIED = Pattern.compile("Task '?(.*?)'? failed \\(attempt \\d+/\\d+\\)\\. Retrying.*");
    private static final Pattern CACHED = Pattern.compile("Task '?(.*?)'? cache hit .*");
    private static final Pattern SKIPPED = Pattern.compile("Skipping (?:conditional )?task (\\S+?):? .*");
    private static final Pattern OUTPUT = Pattern.compile("^ {4}([^ :]+): (.*)$");
    private static final Pattern RAISED = Pattern.compile("^RuntimeError: Task '(.*)' finished with status FAILURE$");

    private final List<StepRun> steps = new ArrayList<>();
    private final StringBuilder log = new StringBuilder();
    private @Nullable String pipeline;
    private @Nullable String running;
    private boolean outputsFollow;
    private boolean raising;

    PipelineRun read(String text) {
        text.lines().map(line -> COLOUR.matcher(line).replaceAll("")).forEach(line -> {
            Matcher said = SAID.matcher(line);
            if (said.matches()) {
                runnerSays(said.group(1));
            } else {
                follows(line);
            }
        });
        endAs(StepState.UNFINISHED);
        if (steps.isEmpty() && pipeline == null) {
            throw new PipelineException(
                    "This is no log of Kubeflow Pipelines' local runner: no line says \"Running pipeline\" or \"Executing task\". It ends in:\n"
                            + tail(text));
        }
        return PipelineRun.of(pipeline == null ? steps.get(0).name() : pipeline, steps);
    }

    private void runnerSays(String what) {
        outputsFollow = false;
        raising = false;
        Matcher matcher = PIPELINE.matcher(what);
        if (matcher.matches()) {
            if (pipeline != null) {
                throw new PipelineException("This log has the runs of two pipelines, '%s' and '%s': read them one by one."
                        .formatted(pipeline, matcher.group(1)));
            }
            pipeline = matcher.group(1);
        } else if (matcher.usePattern(BEGUN).matches()) {
            endAs(StepState.UNFINISHED);
            running = matcher.group(1);
        } else if (matcher.usePattern(ENDED).matches()) {
            running = matcher.group(1);
            endAs(matcher.group(2).equals("SUCCESS") ? StepState.SUCCEEDED : StepState.FAILED);
        } else if (matcher.usePattern(OUTPUTS).matches()) {
            outputsFollow = true;
        } else if (matcher.usePattern(RETRIED).matches()) {
            removeFailed(matcher.group(1));
        } else if (matcher.usePattern(CACHED).matches()) {
            steps.add(StepRun.of(matcher.group(1), StepState.SUCCEEDED).withLog(what));
        } else if (matcher.usePattern(SKIPPED).matches()) {
            steps.add(StepRun.of(matcher.group(1), StepState.SKIPPED).withLog(what));
        }
    }

    private void follows(String line) {
        Matcher raised = RAISED.matcher(line);
        if (raised.matches() && raised.group(1).equals(running)) { // how a component that runs alone fails
            endAs(StepState.FAILED);
        } else if (outputsFollow) {
            Matcher output = OUTPUT.matcher(line);
            if (output.matches() && !steps.isEmpty()) {
                StepRun last = steps.remove(steps.size() - 1);
                String value = output.group(2);
                boolean isText = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
                steps.add(last.withOutput(output.group(1), isText ? value.substring(1, value.length() - 1) : value));
            }
        } else if (line.equals("Traceback (most recent call last):")) {
            raising = true; // of the runner, whose own lines are indented too
        } else if (running != null && !raising && (line.startsWith("    ") || line.isBlank())) {
            log.append(line.isBlank() ? "" : line.substring(4)).append('\n');
        }
    }

    private void endAs(StepState state) {
        if (running != null) {
            steps.add(StepRun.of(running, state).withLog(log.toString().strip()));
            running = null;
        }
        log.setLength(0);
    }

    private void removeFailed(String step) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).name().equals(step) && steps.get(i).state() == StepState.FAILED) {
                steps.remove(i);
                return;
            }
        }
    }

    private static String tail(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }
}
