package io.mmp.test.readiness;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on which endpoints tests have touched.
 *
 * @since 0.1.0
 */
public class EndpointCallsAssert extends AbstractAssert<EndpointCallsAssert, EndpointCalls> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<EndpointCalls, EndpointCallsAssert> ENDPOINT_CALLS =
            new InstanceOfAssertFactory<>(EndpointCalls.class, EndpointCallsAssert::new);

    /** Start assertions, for AssertJ's soft assertions; others use {@link ReadinessAssertions#assertThat(EndpointCalls)}. */
    public EndpointCallsAssert(@Nullable EndpointCalls actual) {
        super(actual, EndpointCallsAssert.class);
    }

    /**
     * Verify that each endpoint was called, and none that is not documented. A call that was refused with 404 or 405, and OPTIONS, may be of no endpoint.
     *
     * <pre>{@code
     * assertThat(calls).touchAll(Endpoints.of("GET /items/{id}")); // passes after GET /items/7
     * assertThat(calls).touchAll(Endpoints.of("GET /items/{id}", "DELETE /items/{id}")); // fails after that alone
     * }</pre>
     */
    public EndpointCallsAssert touchAll(Endpoints endpoints) {
        isNotNull();
        Map<Endpoint, Set<Integer>> seen = seen(endpoints);
        List<String> faults = new ArrayList<>();
        endpoints.all().stream()
                .filter(endpoint -> !seen.containsKey(endpoint))
                .forEach(endpoint -> faults.add(endpoint + " was not called"));
        actual.calls().stream()
                .filter(call -> endpoints.find(call).isEmpty())
                .filter(call -> call.status() != 404
                        && call.status() != 405
                        && !call.method().equals("OPTIONS"))
                .map(call -> "%s is not documented, but answered %s".formatted(call, call.status()))
                .distinct()
                .forEach(faults::add);
        return orFail(
                faults, "touch all of %s".formatted(Words.count(endpoints.all().size(), "endpoint")));
    }

    /**
     * Verify that each status was seen that is documented for an endpoint, so that no path of errors is untested.
     *
     * <pre>{@code
     * assertThat(calls).seeAllStatuses(Endpoints.ofOpenApi(file)); // passes if GET /items/{id} was answered 200 and 404, as it says
     * assertThat(calls).seeAllStatuses(Endpoints.ofOpenApi(file)); // fails if it was never answered 404
     * }</pre>
     */
    public EndpointCallsAssert seeAllStatuses(Endpoints endpoints) {
        isNotNull();
        Map<Endpoint, Set<Integer>> seen = seen(endpoints);
        List<String> faults = new ArrayList<>();
        if (endpoints.all().stream().allMatch(endpoint -> endpoint.statuses().isEmpty())) {
            faults.add("no status is documented, so that nothing is judged: read the endpoints of an OpenAPI file");
        }
        for (Endpoint endpoint : endpoints.all()) {
            Set<Integer> statuses = seen.getOrDefault(endpoint, Set.of());
            List<String> missing = endpoint.without(statuses);
            if (!missing.isEmpty()) {
                faults.add("%s was never answered %s, but %s"
                        .formatted(
                                endpoint,
                                String.join(", ", missing),
                                statuses.isEmpty() ? "not called" : statuses.toString()));
            }
        }
        return orFail(
                faults,
                "see all statuses of %s".formatted(Words.count(endpoints.all().size(), "endpoint")));
    }

    private Map<Endpoint, Set<Integer>> seen(Endpoints endpoints) {
        Map<Endpoint, Set<Integer>> seen = new LinkedHashMap<>();
        actual.calls()
                .forEach(call -> endpoints
                        .find(call)
                        .ifPresent(endpoint -> seen.computeIfAbsent(endpoint, key -> new TreeSet<>())
                                .add(call.status())));
        return seen;
    }

    private EndpointCallsAssert orFail(List<String> faults, String what) {
        if (!faults.isEmpty()) {
            failWithMessage("%nExpecting %s to %s, but:%s", actual, what, Listing.of(faults));
        }
        return myself;
    }
}
