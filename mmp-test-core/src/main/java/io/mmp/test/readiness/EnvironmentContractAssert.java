package io.mmp.test.readiness;

import io.mmp.test.text.Nearest;
import io.mmp.test.text.Words;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on whether a running stack is as its contract says.
 *
 * @since 0.1.0
 */
public class EnvironmentContractAssert extends AbstractAssert<EnvironmentContractAssert, EnvironmentContract> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<EnvironmentContract, EnvironmentContractAssert> ENVIRONMENT_CONTRACT =
            new InstanceOfAssertFactory<>(EnvironmentContract.class, EnvironmentContractAssert::new);

    private Duration longest = Duration.ofSeconds(5);
    private boolean judgesPorts;

    /** Start assertions, for AssertJ's soft assertions; others use {@link ReadinessAssertions#assertThat(EnvironmentContract)}. */
    public EnvironmentContractAssert(@Nullable EnvironmentContract actual) {
        super(actual, EnvironmentContractAssert.class);
    }

    /** Wait from now on this long for each answer; 5 s without. */
    public EnvironmentContractAssert usingLongestAnswer(Duration newLongest) {
        if (newLongest.isNegative() || newLongest.isZero()) {
            throw new ReadinessException("A time to wait is above 0, but not %s.".formatted(newLongest));
        }
        longest = newLongest;
        return myself;
    }

    /** Require from now on that each service has the port of the contract; without, tests choose ports of their own. */
    public EnvironmentContractAssert usingPortsOfContract() {
        judgesPorts = true;
        return myself;
    }

    /**
     * Verify that each service is reachable, healthy, of the right version, and has the tables of the contract. All deviations are listed, also what is wrong in the contract itself; one by
     * which nothing is judged fails.
     *
     * <pre>{@code
     * assertThat(contract).isSatisfiedBy(Map.of("rag", rag.uri())); // passes if GET /version says {"version": "1.4.0"}, and the contract ">=1.2 <2"
     * assertThat(contract).isSatisfiedBy(Map.of("rag", rag.uri())); // fails if it says {"version": "2.0.0"}
     * }</pre>
     *
     * @param addresses an address for each service of the contract, such as {@code http://127.0.0.1:8000}, {@code redis://127.0.0.1:6379} or {@code jdbc:postgresql://127.0.0.1:5432/app}
     */
    public EnvironmentContractAssert isSatisfiedBy(Map<String, URI> addresses) {
        isNotNull();
        List<String> deviations = new ArrayList<>(actual.faults());
        List<String> names =
                actual.services().stream().map(ServiceContract::name).toList();
        for (ServiceContract service : actual.services()) {
            URI address = addresses.get(service.name());
            if (address == null) {
                deviations.add(
                        "%s: '%s' has no address. Give isSatisfiedBy one.".formatted(service.place(), service.name()));
            } else {
                ServiceCheck check = new ServiceCheck(service, address, longest);
                deviations.addAll(judgesPorts ? check.deviationsWithPort() : check.deviations());
            }
        }
        new TreeMap<>(addresses).forEach((name, address) -> {
            if (!names.contains(name)) {
                deviations.add("%s: '%s' has an address, but is no service of the contract.%s"
                        .formatted(actual, name, Nearest.hint(name, names)));
            }
        });
        if (!deviations.isEmpty()) {
            failWithMessage(
                    "%nExpecting the stack to be as %s says, but there %s:%s",
                    actual,
                    (deviations.size() == 1 ? "is " : "are ") + Words.count(deviations.size(), "deviation"),
                    Listing.of(deviations));
        }
        if (actual.services().isEmpty()) {
            failWithMessage(
                    "%nExpecting the stack to be as %s says, but the contract checks nothing: name a service below 'services'.",
                    actual);
        }
        if (judgesPorts
                && actual.services().stream().allMatch(service -> service.port().isEmpty())) {
            failWithMessage(
                    "%nExpecting the stack to have the ports of %s, but the contract has none: add 'port' to a service.",
                    actual);
        }
        return myself;
    }
}
