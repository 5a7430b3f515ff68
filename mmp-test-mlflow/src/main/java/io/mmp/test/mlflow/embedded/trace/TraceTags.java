package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The endpoints that set and delete the tags of a trace, of which its name is one to clients. */
public final class TraceTags implements Router.Resource {

    private static final Schema SET_TAG = Schema.of(
            Field.string("key").typed().required(), Field.string("value").typed());
    private static final Schema DELETE_TAG =
            Schema.of(Field.string("key").typed().required());
    private static final String ARCHIVAL_FAILURE = "mlflow.trace.archivalFailure";
    private static final Set<String> FIXED_TAGS =
            Set.of(Trace.SPANS_LOCATION, "mlflow.trace.archiveLocation", ARCHIVAL_FAILURE);
    private static final int MAX_TAG_KEY = 250;
    private static final int MAX_TAG_VALUE = 8_000;

    private final TraceState state;

    public TraceTags(TraceState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        for (String version : List.of("2.0", "3.0")) {
            String tags = version + "/mlflow/traces/{trace_id}/tags";
            routes.json("PATCH", tags, SET_TAG, this::setTag);
            routes.json("DELETE", tags, DELETE_TAG, this::deleteTag);
        }
    }

    private Map<String, ?> setTag(Message request) {
        String key = request.string("key");
        requireMutable(key, FIXED_TAGS.contains(key), "set");
        Validation.name("key", key);
        Validation.length("key", MAX_TAG_KEY, key);
        String value = Python.head(request.string("value"), MAX_TAG_VALUE);
        if (key.equals(Trace.NAME_TAG)) {
            Trace.requireName(value);
            state.trace(request.string("trace_id")).name = value;
            return Map.of();
        }
        Trace trace = state.traces.get(request.string("trace_id"));
        if (trace == null) {
            throw RestException.constraint("FOREIGN KEY constraint failed");
        }
        trace.tags.put(key, value);
        return Map.of();
    }

    private Map<String, ?> deleteTag(Message request) {
        String key = request.string("key");
        requireMutable(key, FIXED_TAGS.contains(key) && !key.equals(ARCHIVAL_FAILURE), "deleted");
        String id = request.string("trace_id");
        RestException missing =
                RestException.missing("No trace tag with key '" + key + "' for trace with ID '" + id + "'");
        if (key.equals(Trace.NAME_TAG)) {
            Trace trace = state.trace(id);
            if (trace.name == null) {
                throw missing;
            }
            trace.name = null;
            return Map.of();
        }
        Trace trace = state.traces.get(id);
        if (trace == null || trace.tags.remove(key) == null) {
            throw missing;
        }
        return Map.of();
    }

    private static void requireMutable(String key, boolean isFixed, String operation) {
        if (isFixed) {
            throw RestException.invalid("Tag '" + key + "' is immutable and cannot be " + operation + " on a trace.");
        }
    }
}
