package io.mmp.test.security;

import io.mmp.test.security.PermissionTrial.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on who may do what in a system, by trying it.
 *
 * @since 0.1.0
 */
public class PermissionProbeAssert extends AbstractAssert<PermissionProbeAssert, PermissionProbe> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<PermissionProbe, PermissionProbeAssert> PERMISSION_PROBE =
            new InstanceOfAssertFactory<>(PermissionProbe.class, PermissionProbeAssert::new);

    private Rules rules = Rules.usual();

    /** Start assertions, for AssertJ's soft assertions; others use {@link SecurityAssertions#assertThat(PermissionProbe)}. */
    public PermissionProbeAssert(@Nullable PermissionProbe actual) {
        super(actual, PermissionProbeAssert.class);
    }

    /** Take from now on these statuses for a denial instead of 403 alone, such as 403 and 404 of a service that hides what somebody may not see. */
    public PermissionProbeAssert usingDeniedStatuses(int first, int... more) {
        rules = new Rules(set(first, more), rules.unknown(), rules.effectWithin());
        return myself;
    }

    /** Take from now on these statuses for an answer to strangers instead of 401 alone, such as 401 and 403 of Kubernetes, where nobody is {@code system:anonymous}. */
    public PermissionProbeAssert usingUnknownStatuses(int first, int... more) {
        rules = new Rules(rules.denied(), set(first, more), rules.effectWithin());
        return myself;
    }

    /** Wait from now on this long for an effect, after each attempt that is denied too: for systems that answer before they act. */
    public PermissionProbeAssert usingEffectWithin(Duration duration) {
        if (duration.isNegative()) {
            throw new PermissionException("An effect comes within 0 s or more, but not %s.".formatted(duration));
        }
        rules = new Rules(rules.denied(), rules.unknown(), duration);
        return myself;
    }

    private static Set<Integer> set(int first, int... more) {
        return IntStream.concat(IntStream.of(first), IntStream.of(more))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Verify that each subject may do what the matrix says and nothing else: what is allowed is answered 2xx and has an effect if it is an action that changes something; what is denied is answered 403, to strangers 401, and has none.
     *
     * <p>All cells are tried, those that are denied first, and all that are wrong are told in one table.
     *
     * <pre>{@code
     * assertThat(service).grantsExactly(matrix); // passes if 'viewer' gets 403 for 'create model', and there is no new model
     * assertThat(service).grantsExactly(matrix); // fails if 'viewer' gets 403, but the model is there
     * }</pre>
     */
    public PermissionProbeAssert grantsExactly(PermissionMatrix matrix) {
        PermissionTrial trial = trial(matrix, actual -> List.of());
        trial.run();
        if (!trial.wrong().isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to grant exactly what %s says, but %s of %s cells are wrong:%s",
                    actual,
                    matrix,
                    trial.wrong().size(),
                    trial.tried(),
                    TextGrid.of(List.of("subject", "action", "expected", "found"), trial.wrong()));
        }
        return myself;
    }

    /**
     * Verify that nobody gets what is denied by another way: HEAD, headers and parameters that name another method, a slash at the end or twice, encoded, dotted or upper-case paths, and headers by which proxies name a path.
     *
     * <p>A way is open if the state changes, or if a read is answered 2xx with content of the type that those get who are allowed.
     *
     * <pre>{@code
     * assertThat(service).hasNoWayAround(matrix); // passes if DELETE /models/1 and POST /models/1 with X-HTTP-Method-Override: DELETE are refused
     * assertThat(service).hasNoWayAround(matrix); // fails if the latter deletes it
     * }</pre>
     */
    public PermissionProbeAssert hasNoWayAround(PermissionMatrix matrix) {
        PermissionTrial trial = trial(
                matrix,
                probe -> probe.actions().stream()
                                .allMatch(action -> action.detours().isEmpty())
                        ? List.of("%s has no other ways to its actions: those are known of HttpPermissions alone"
                                .formatted(probe))
                        : List.of());
        trial.runDetours();
        if (!trial.open().isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have no way around %s, but %s open:%s",
                    actual,
                    matrix,
                    trial.open().size() == 1 ? "1 is" : trial.open().size() + " are",
                    TextGrid.of(List.of("action", "way", "found", "subjects"), trial.open()));
        }
        if (trial.tried() == 0) {
            failWithMessage("%nExpecting %s to have no way around %s, but it denies nothing", actual, matrix);
        }
        return myself;
    }

    private PermissionTrial trial(PermissionMatrix matrix, Function<PermissionProbe, List<String>> more) {
        isNotNull();
        List<PermissionAction> actions = actual.actions();
        List<String> faults = new ArrayList<>();
        if (actions.isEmpty()) {
            faults.add("%s has no action".formatted(actual));
        } else {
            faults.addAll(matrix.faults(
                    actual.subjects(),
                    actual.strangers(),
                    actions.stream().map(PermissionAction::name).toList()));
        }
        if (!actual.hasState() && actions.stream().anyMatch(PermissionAction::changing)) {
            faults.add(
                    "%s has actions that change something, but no state by which their effect is seen: add withState(...)"
                            .formatted(actual));
        }
        faults.addAll(more.apply(actual));
        if (faults.isEmpty() && actual.hasState()) {
            actual.prepare();
            if (!actual.readState().equals(actual.readState())) {
                faults.add(
                        "the state of %s is not the same when it is read twice, so that no effect can be seen: leave clocks and counters out of it"
                                .formatted(actual));
            }
        }
        if (!faults.isEmpty()) {
            failWithMessage(
                    "%nExpecting to judge %s by %s, but:%n  %s",
                    actual, matrix, String.join("%n  ".formatted(), faults));
        }
        return new PermissionTrial(actual, matrix, rules);
    }
}
