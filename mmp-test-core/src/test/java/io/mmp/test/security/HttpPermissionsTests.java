package io.mmp.test.security;

import static io.mmp.test.security.SecurityAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.security.GuardedService.Fault;
import java.net.URI;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpPermissionsTests {

    private static final PermissionMatrix MATRIX = GuardedService.matrix();

    @Test
    void a_service_that_keeps_its_rules_passes() {
        try (GuardedService service = GuardedService.start()) {
            assertThat(service.permissions()).grantsExactly(MATRIX).hasNoWayAround(MATRIX);
        }
    }

    @Test
    void a_403_that_did_it_all_the_same_is_no_denial() {
        try (GuardedService service = GuardedService.start(Fault.CREATES_BEFORE_IT_REFUSES)) {
            assertThat(failure(service, MATRIX)).isEqualToNormalizingNewlines("""

                            Expecting '%s' to grant exactly what the matrix says, but 1 of 18 cells are wrong:
                              subject | action       | expected     | found
                              viewer  | create model | denied (403) | denied: 403, but the state changed all the same""".formatted(service.uri()));
        }
    }

    @Test
    void all_wrong_cells_are_told_at_once() {
        try (GuardedService service =
                GuardedService.start(Fault.LETS_VIEWERS_DELETE, Fault.CREATES_NOTHING, Fault.TAKES_EXPIRED_TOKENS)) {
            assertThat(failure(service, MATRIX)).isEqualToNormalizingNewlines("""

                            Expecting '%s' to grant exactly what the matrix says, but 6 of 18 cells are wrong:
                              subject             | action       | expected      | found
                              expired credentials | list models  | unknown (401) | allowed: 200
                              expired credentials | create model | unknown (401) | allowed: 201
                              viewer              | delete model | denied (403)  | allowed: 204, and the state changed
                              expired credentials | delete model | unknown (401) | allowed: 204, and the state changed
                              admin               | create model | allowed       | allowed: 201, but the state did not change
                              editor              | create model | allowed       | allowed: 201, but the state did not change""".formatted(service.uri()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    TAKES_ANY_TOKEN      | wrong credentials   | create model | unknown (401) | allowed: 201, and the state changed
                    REDIRECTS_TO_A_LOGIN | no credentials      | list models  | unknown (401) | neither allowed nor denied: 302
                    """)
    void a_stranger_must_be_turned_away(Fault fault, String subject, String action, String expected, String found) {
        try (GuardedService service = GuardedService.start(fault)) {
            assertThat(failure(service, MATRIX).replaceAll(" +", " "))
                    .contains("%s | %s | %s | %s".formatted(subject, action, expected, found));
        }
    }

    @Test
    void what_is_allowed_to_strangers_can_be_said() {
        try (GuardedService service = GuardedService.start(Fault.CHECKS_EXACT_PATHS_ALONE)) {
            HttpPermissions open = service.permissions().withReading("list all", "/");
            PermissionMatrix matrix = MATRIX.withAllowed("admin", "list all")
                    .withAllowed("editor", "list all")
                    .withAllowed("viewer", "list all")
                    .withAllowed(HttpPermissions.NOBODY, "list all")
                    .withAllowed(HttpPermissions.FORGED, "list all")
                    .withAllowed(HttpPermissions.EXPIRED, "list all");

            assertThat(open).grantsExactly(matrix);
        }
    }

    @Test
    void a_method_in_a_header_is_a_way_around() {
        try (GuardedService service = GuardedService.start(Fault.BELIEVES_METHOD_OVERRIDE)) {
            assertThat(service.permissions()).grantsExactly(MATRIX);
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(service.permissions()).hasNoWayAround(MATRIX))
                    .satisfies(
                            e -> assertThat(e.getMessage()).isEqualToNormalizingNewlines("""

                                    Expecting '%s' to have no way around the matrix, but 3 are open:
                                      action       | way                              | found                      | subjects
                                      create model | GET with X-HTTP-Method-Override  | 201, and the state changed | viewer
                                      delete model | POST with X-HTTP-Method-Override | 204, and the state changed | editor
                                      delete model | GET with X-HTTP-Method-Override  | 204, and the state changed | editor, viewer""".formatted(service.uri())));
        }
    }

    @Test
    void another_spelling_of_a_path_is_a_way_around() {
        try (GuardedService service = GuardedService.start(Fault.CHECKS_EXACT_PATHS_ALONE)) {
            assertThat(service.permissions()).grantsExactly(MATRIX);
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(service.permissions()).hasNoWayAround(MATRIX))
                    .satisfies(
                            e -> assertThat(String.valueOf(e.getMessage()).replaceAll(" +", " "))
                                    .contains(
                                            "list models | a slash at the end | 200, as for those who are allowed | no credentials, wrong credentials, expired credentials")
                                    .contains(
                                            "create model | upper case | 201, and the state changed | viewer, no credentials")
                                    .contains(
                                            "delete model | a part of the path and back | 204, and the state changed | editor, viewer"));
        }
    }

    @Test
    void a_state_that_changes_by_itself_is_refused() {
        try (GuardedService service = GuardedService.start(Fault.COUNTS_READS)) {
            assertThat(failure(service, MATRIX))
                    .isEqualToNormalizingNewlines("""

                            Expecting to judge '%s' by the matrix, but:
                              the state of '%s' is not the same when it is read twice, so that no effect can be seen: leave clocks and counters out of it""".formatted(service.uri(), service.uri()));
        }
    }

    @Test
    void subjects_and_actions_that_the_service_does_not_have_are_refused() {
        try (GuardedService service = GuardedService.start()) {
            PermissionMatrix misspelt = PermissionMatrix.empty()
                    .withAllowed("viewr", "list models")
                    .withDenied("viewer", "erase everything");

            assertThat(failure(service, misspelt)).isEqualToNormalizingNewlines("""

                            Expecting to judge '%s' by the matrix, but:
                              the system has no subject 'viewr', which the matrix names; it has 'admin', 'editor', 'viewer', 'no credentials', 'wrong credentials', 'expired credentials'. Did you mean 'viewer'?
                              the system has no action 'erase everything', which the matrix names; it has 'list models', 'create model', 'delete model'""".formatted(service.uri()));
        }
    }

    @Test
    void cells_that_are_not_listed_are_refused() {
        try (GuardedService service = GuardedService.start()) {
            PermissionMatrix half = PermissionMatrix.empty()
                    .withAllowed("admin", "list models", "create model", "delete model")
                    .withAllowed("editor", "list models")
                    .withDenied("viewer", "create model", "delete model");

            assertThat(failure(service, half))
                    .contains(
                            "the matrix does not say whether 'editor' may do 'create model', 'delete model': add them, or withOthersDenied()")
                    .contains(
                            "the matrix does not say whether 'viewer' may do 'list models': add them, or withOthersDenied()");
        }
    }

    @Test
    void a_service_that_is_not_there_is_no_denial() {
        HttpPermissions nobody = HttpPermissions.at(URI.create("http://127.0.0.1:1"))
                .withBearer("viewer", "x1y2z3")
                .withReading("list", "/models");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(nobody)
                        .grantsExactly(PermissionMatrix.empty().withDenied("viewer", "list")))
                .withMessageContaining("3 of 3 cells are wrong")
                .withMessageContaining("no answer (java.net.ConnectException");
    }

    @Test
    void soft_assertions_go_on() {
        try (GuardedService service = GuardedService.start(Fault.CREATES_NOTHING)) {
            SoftAssertions softly = new SoftAssertions();
            softly.proxy(
                            PermissionProbeAssert.class,
                            PermissionProbe.class,
                            service.permissions().toProbe())
                    .as("registry")
                    .grantsExactly(MATRIX);

            assertThat(softly.assertionErrorsCollected()).hasSize(1);
            assertThat(softly.assertionErrorsCollected().get(0)).hasMessageStartingWith("[registry] ");
        }
    }

    @Test
    void misuse_is_refused() {
        HttpPermissions at = HttpPermissions.at(URI.create("http://127.0.0.1:1"));
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> at.withReading("list", "models"))
                .withMessage("The path of 'list' must begin with '/', but is 'models'.");
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> at.withReading("list", "/a").withChanging("list", "POST", "/a", ""))
                .withMessage("The action 'list' is there twice.");
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> at.withBearer("no credentials", "x"))
                .withMessage("A subject has credentials and a name of its own, but 'no credentials' has not.");
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> HttpPermissions.at(URI.create("/models")))
                .withMessage(
                        "Permissions are judged at an address such as http://127.0.0.1:8080, but not at '/models'.");
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> at.toProbe())
                .withMessage("Nobody is named who may try something.");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(at.withBearer("viewer", "x")).grantsExactly(PermissionMatrix.empty()))
                .withMessageContaining("'http://127.0.0.1:1' has no action");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(at.withBearer("viewer", "x").withChanging("make", "POST", "/a", ""))
                        .grantsExactly(PermissionMatrix.empty().withDenied("viewer", "make")))
                .withMessageContaining("has actions that change something, but no state by which their effect is seen");
    }

    @Test
    void forged_credentials_keep_their_form() {
        assertThat(new HttpCredentials("Authorization", "Bearer aaa.bbb.ccccccc")
                        .forged()
                        .value())
                .isEqualTo("Bearer aaa.bbb.cccAccc");
        assertThat(HttpCredentials.basic("ada", "geheim").forged())
                .isEqualTo(HttpCredentials.basic("ada", "geheim-wrong"));
        assertThat(new HttpCredentials("Cookie", "session=AAAA").forged().value())
                .isEqualTo("session=AABA");
        assertThat(new HttpCredentials("X-Key", "QUJD==").forged().value()).isNotEqualTo("QUJD==");
    }

    private static String failure(GuardedService service, PermissionMatrix matrix) {
        try {
            assertThat(service.permissions()).grantsExactly(matrix);
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("nothing was found");
    }
}
