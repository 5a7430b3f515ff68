package io.mmp.test.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step of a pipeline that ran, or was passed over.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class StepRun {

    private static final int TAIL = 12;

    private final String name;
    private final StepState state;
    private final Map<String, String> outputs;
    private final String log;

    private StepRun(String name, StepState state, Map<String, String> outputs, String log) {
        this.name = requireNonNull(name);
        this.state = requireNonNull(state);
        this.outputs = Collections.unmodifiableMap(outputs);
        this.log = log;
    }

    /** Describe a step without outputs and log. */
    public static StepRun of(String name, StepState state) {
        return new StepRun(name, state, Map.of(), "");
    }

    /** Return a copy with this output too, as the engine prints it. */
    public StepRun withOutput(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(outputs);
        more.put(key, requireNonNull(value));
        return new StepRun(name, state, more, log);
    }

    /** Return a copy with this log instead. */
    public StepRun withLog(String newLog) {
        return new StepRun(name, state, outputs, requireNonNull(newLog));
    }

    /** Return its name in the pipeline. */
    public String name() {
        return name;
    }

    /** Return how it ended. */
    public StepState state() {
        return state;
    }

    /** Return what it gave, by name, in its order. */
    public Map<String, String> outputs() {
        return outputs;
    }

    /** Return what it wrote. */
    public String log() {
        return log;
    }

    /** Return how it ended and its last lines, for messages. */
    String account() {
        List<String> lines = log.stripTrailing().lines().toList();
        String said = log.isBlank()
                ? "It wrote nothing."
                : "Last output:\n    "
                        + String.join("\n    ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        return "step '%s' %s. %s"
                .formatted(
                        name,
                        switch (state) {
                            case SUCCEEDED -> "succeeded";
                            case FAILED -> "failed";
                            case SKIPPED -> "was skipped";
                            case UNFINISHED -> "began and did not end";
                        },
                        said);
    }

    boolean ran() {
        return state != StepState.SKIPPED;
    }

    /** Return its name and state, such as {@code train SUCCEEDED}. */
    @Override
    public String toString() {
        return name + " " + state;
    }
}
