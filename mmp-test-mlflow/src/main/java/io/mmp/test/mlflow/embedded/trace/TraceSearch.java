package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.Page;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The endpoint that searches for traces, and what other searches for them share with it. */
public final class TraceSearch implements Router.Resource {

    private static final Schema SEARCH = Schema.of(
            Field.objects("locations", TraceLocation.SCHEMA).typed().required(),
            Field.string("filter").typed(),
            Field.scalar("max_results", FieldType.INT32).typed().atMost(500),
            Field.strings("order_by").typed().ofTexts(),
            Field.string("page_token").typed());
    private static final int SHOWN_NAMES = 20;
    static final long DEFAULT_MAX_RESULTS = 100;

    private final TraceState state;

    public TraceSearch(TraceState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post("3.0/mlflow/traces/search", SEARCH, this::search);
    }

    private Map<String, ?> search(Message request) {
        List<String> experiments = request.messages("locations").stream()
                .filter(location -> location.has("mlflow_experiment"))
                .map(location -> location.message("mlflow_experiment").string("experiment_id"))
                .toList();
        long maxResults = request.has("max_results") ? request.integer("max_results") : DEFAULT_MAX_RESULTS;
        Map<String, Object> answer = new LinkedHashMap<>();
        page(state, experiments, maxResults, request).map(Trace::tree).addTo(answer, "traces");
        return answer;
    }

    /** Return a page of the traces that a search finds, in its order; a full one has a token, though nothing may follow. */
    static Page<Trace> page(TraceState state, Collection<String> experiments, long maxResults, Message request) {
        requireIds(experiments);
        Validation.maxResults(maxResults);
        List<Trace> scope = scope(state, experiments);
        Comparator<Trace> order = TraceOrder.of(request.strings("order_by"));
        String token = request.string("page_token");
        List<Trace> found = scope.stream()
                .filter(TraceFilter.of(request.string("filter"), scope, () -> Page.offset(token)))
                .toList();
        Page<Trace> page = Page.of(found, order, maxResults, token);
        return page.items().size() == maxResults
                ? new Page<>(page.items(), Optional.of(Page.token(Page.offset(token) + maxResults)))
                : page;
    }

    /** Refuse what names tables of another store. */
    private static void requireIds(Collection<String> experiments) {
        List<String> others =
                experiments.stream().filter(id -> id.contains(".")).toList();
        if (!others.isEmpty()) {
            String names = String.join(", ", others);
            String shown = Python.head(names, SHOWN_NAMES);
            throw RestException.invalid("Locations must be a list of experiment IDs. Found invalid experiment IDs: "
                    + shown + (shown.equals(names) ? "" : "...") + ".");
        }
    }

    /** Return the traces of some experiments. */
    static List<Trace> scope(TraceState state, Collection<String> experiments) {
        Set<Long> ids = experiments.stream()
                .map(id -> Python.integer(id)
                        .orElseThrow(() -> new RestException(ErrorCode.INTERNAL_ERROR, Python.noInteger(id))))
                .peek(Validation::requireDatabaseInteger)
                .map(Number::longValue)
                .collect(Collectors.toSet());
        return state.traces.values().stream()
                .filter(trace -> ids.contains(trace.experiment.id))
                .toList();
    }
}
