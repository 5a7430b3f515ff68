package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The endpoint that tells how much two filters of traces go together: normalised pointwise mutual information. */
public final class TraceCorrelation implements Router.Resource {

    private static final Schema CALCULATE = Schema.of(
            Field.strings("experiment_ids").typed().required().ofTexts(),
            Field.string("filter_string1").typed().required(),
            Field.string("filter_string2").typed().required(),
            Field.string("base_filter").typed());
    private static final double JEFFREYS_PRIOR = 0.5;

    private final TraceState state;

    public TraceCorrelation(TraceState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post("3.0/mlflow/traces/calculate-filter-correlation", CALCULATE, this::calculate);
        // Clients ask for it from dashboards only.
        routes.unsupported("POST", "3.0/mlflow/traces/metrics");
    }

    private Map<String, ?> calculate(Message request) {
        List<String> experiments = request.strings("experiment_ids");
        experiments.forEach(Validation::searchedExperimentId);
        List<Trace> scope = TraceSearch.scope(state, experiments);
        String base = request.string("base_filter");
        String prefix = base.isEmpty() ? "" : base + " and ";
        Predicate<Trace> first = TraceFilter.of(prefix + request.string("filter_string1"), scope);
        Predicate<Trace> second = TraceFilter.of(prefix + request.string("filter_string2"), scope);
        Predicate<Trace> all = TraceFilter.of(base, scope);
        long total = scope.stream().filter(all).count();
        long firstCount = scope.stream().filter(first).count();
        long secondCount = scope.stream().filter(second).count();
        long joint = scope.stream().filter(first.and(second)).count();

        Map<String, Object> answer = new LinkedHashMap<>();
        boolean isKnown = total > 0 && firstCount > 0 && secondCount > 0;
        if (isKnown) {
            answer.put("npmi", npmi(joint, firstCount, secondCount, total, 0));
            answer.put("npmi_smoothed", npmi(joint, firstCount, secondCount, total, JEFFREYS_PRIOR));
        }
        answer.put("filter1_count", firstCount);
        answer.put("filter2_count", secondCount);
        answer.put("joint_count", joint);
        answer.put("total_count", total);
        return answer;
    }

    /** Calculate log(p(a,b) / (p(a) p(b))) / -log(p(a,b)), with something added to each cell of the table. */
    private static double npmi(long joint, long first, long second, long total, double smoothing) {
        if (joint == 0 && smoothing == 0) {
            return -1;
        }
        if (first == joint && second == joint && total == joint) {
            return 1;
        }
        double both = joint + smoothing;
        double all = total + 4 * smoothing;
        double logBoth = Math.log(both);
        double logAll = Math.log(all);
        double mutual = logBoth + logAll - (Math.log(first + 2 * smoothing) + Math.log(second + 2 * smoothing));
        return Math.max(-1, Math.min(1, mutual / -(logBoth - logAll)));
    }
}
