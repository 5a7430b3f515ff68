package io.mmp.test.security;

import static io.mmp.test.security.SecurityAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PermissionProbeTests {

    private final List<String> made = new CopyOnWriteArrayList<>();

    private PermissionAnswer make(String subject) {
        if (subject.equals("no token")) {
            return PermissionAnswer.unauthenticated();
        }
        if (subject.equals("viewer")) {
            return PermissionAnswer.denied();
        }
        made.add(subject);
        return PermissionAnswer.allowed();
    }

    private PermissionProbe cluster() {
        return PermissionProbe.of("cluster", "viewer", "deployer").withState(made::toString);
    }

    private static final PermissionMatrix MATRIX =
            PermissionMatrix.empty().withAllowed("deployer", "make").withOthersDenied();

    @Test
    void a_system_is_asked_by_code() {
        assertThat(cluster().withStrangers("no token").withChanging("make", this::make))
                .grantsExactly(MATRIX);
        assertThat(made).containsExactly("deployer");
    }

    @Test
    void a_question_needs_no_state() {
        PermissionProbe review = PermissionProbe.of("cluster", "viewer", "deployer")
                .withReading(
                        "make",
                        user -> user.equals("deployer") ? PermissionAnswer.allowed() : PermissionAnswer.denied());

        assertThat(review).grantsExactly(MATRIX);
    }

    @Test
    void a_read_that_changes_something_is_found() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThat(cluster().withReading("make", this::make)).grantsExactly(MATRIX))
                .withMessageContaining("allowed: 200, but the state changed, though this only reads");
    }

    @Test
    void a_late_effect_of_what_was_denied_is_found() {
        PermissionAttempt late = user -> {
            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> made.add(user));
            return user.equals("viewer") ? PermissionAnswer.denied() : PermissionAnswer.allowed();
        };

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(cluster().withChanging("make", late))
                        .usingEffectWithin(Duration.ofSeconds(10))
                        .grantsExactly(MATRIX))
                .withMessageContaining("1 of 2 cells are wrong")
                .withMessageContaining("denied: 403, but the state changed all the same");
    }

    @Test
    void a_service_may_hide_what_it_denies() {
        PermissionProbe hiding = PermissionProbe.of("hiding", "viewer", "deployer")
                .withStrangers("no token")
                .withReading("make", user -> PermissionAnswer.ofStatus(user.equals("deployer") ? 200 : 404));

        assertThat(hiding)
                .usingDeniedStatuses(403, 404)
                .usingUnknownStatuses(401, 404)
                .grantsExactly(MATRIX);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(hiding).grantsExactly(MATRIX))
                .withMessageContaining("viewer   | make   | denied (403)  | neither allowed nor denied: 404")
                .withMessageContaining("no token | make   | unknown (401) | neither allowed nor denied: 404");
    }

    @Test
    void an_attempt_that_breaks_is_no_denial() {
        PermissionProbe broken = PermissionProbe.of("cluster", "viewer", "deployer")
                .withReading("make", user -> {
                    throw new IllegalStateException("no such host 100%");
                });

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(broken).grantsExactly(MATRIX))
                .withMessageContaining("no answer (java.lang.IllegalStateException: no such host 100%)");
    }

    @Test
    void what_has_no_other_ways_is_not_judged_by_them() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThat(cluster().withChanging("make", this::make)).hasNoWayAround(MATRIX))
                .withMessageContaining(
                        "'cluster' has no other ways to its actions: those are known of HttpPermissions alone");
    }

    @Test
    void misuse_is_refused() {
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> PermissionProbe.of("cluster", "a", "a"))
                .withMessage("The subject 'a' is there twice.");
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> PermissionProbe.of("cluster", "a").withStrangers("a"))
                .withMessage("The subject 'a' is there twice.");
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> PermissionAnswer.ofStatus(0))
                .withMessage("A status of HTTP is from 100 to 599, but not 0.");
    }
}
