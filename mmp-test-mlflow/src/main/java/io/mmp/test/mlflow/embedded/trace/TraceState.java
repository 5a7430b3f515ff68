package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.tracking.Experiment;
import io.mmp.test.mlflow.embedded.tracking.TrackingState;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The traces of one server, in the experiments of its tracking state; the router lets one request at a time touch them. */
public final class TraceState {

    final Map<String, Trace> traces = new LinkedHashMap<>();

    private final Map<String, Set<String>> runsByTrace = new LinkedHashMap<>();
    private final TrackingState tracking;

    public TraceState(TrackingState tracking) {
        this.tracking = tracking;
    }

    /** Return an experiment by the id of a request; an empty one is experiment 0. */
    Experiment experiment(String id) {
        return tracking.experiment(id);
    }

    /** Return an experiment that may be changed. */
    Experiment activeExperiment(String id) {
        return tracking.activeExperiment(id);
    }

    /** Return a trace. */
    Trace trace(String id) {
        Trace trace = traces.get(id);
        if (trace == null) {
            throw RestException.missing("Trace with ID '" + id + "' not found.");
        }
        return trace;
    }

    /** Add a trace; links to it may have been made before. */
    Trace addTrace(String id, Experiment experiment, long start) {
        Trace trace = new Trace(id, experiment, start, linkedRuns(id));
        traces.put(id, trace);
        return trace;
    }

    /** Tell whether any trace has an assessment of an id. */
    boolean hasAssessment(String id) {
        return traces.values().stream().anyMatch(trace -> trace.assessment(id).isPresent());
    }

    /** Return the runs that a trace is linked to, whether it is there already or not. */
    Set<String> linkedRuns(String traceId) {
        return runsByTrace.computeIfAbsent(traceId, id -> new LinkedHashSet<>());
    }
}
