package io.mmp.test.examples.platform.security;

import static io.mmp.test.security.SecurityAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.security.HttpPermissions;
import io.mmp.test.security.PermissionMatrix;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what in the real MLflow with its own basic authentication. */
@Tag("e2e")
@Tag("nightly") // a hundred requests, each of which checks a password that is slow to check on purpose
@EnabledIfMlflowProcess
class MlflowPermissionsTests {

    private static final PermissionMatrix MATRIX =
            PermissionMatrix.read(Path.of("src/test/resources/platform/security/mlflow-permissions.csv"));

    private static MlflowWithAccounts mlflow;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        mlflow = MlflowWithAccounts.start(directory);
    }

    @AfterAll
    static void stop() {
        if (mlflow != null) {
            mlflow.close();
        }
    }

    private static HttpPermissions permissions() {
        return HttpPermissions.at(mlflow.uri())
                .withBasic("admin", "admin", MlflowWithAccounts.password("admin"))
                .withBasic("editor", "editor", MlflowWithAccounts.password("editor"))
                .withBasic("viewer", "viewer", MlflowWithAccounts.password("viewer"))
                .withBasic("outsider", "outsider", MlflowWithAccounts.password("outsider"))
                .withReading("read experiment", "/api/2.0/mlflow/experiments/get?experiment_id={id}")
                .withChanging(
                        "tag experiment",
                        "POST",
                        "/api/2.0/mlflow/experiments/set-experiment-tag",
                        "{\"experiment_id\": \"{id}\", \"key\": \"owner\", \"value\": \"{unique}\"}")
                .withChanging(
                        "delete experiment",
                        "POST",
                        "/api/2.0/mlflow/experiments/delete",
                        "{\"experiment_id\": \"{id}\"}")
                .withStateAs("admin", "/api/2.0/mlflow/experiments/get?experiment_id={id}")
                .withPreparation(mlflow::restored);
    }

    @Test
    void accounts_may_do_what_the_table_says_and_nothing_else() {
        assertThat(permissions()).grantsExactly(MATRIX);
    }

    @Test
    void there_is_no_way_around() {
        HttpPermissions reading = HttpPermissions.at(mlflow.uri())
                .withBasic("admin", "admin", MlflowWithAccounts.password("admin"))
                .withBasic("outsider", "outsider", MlflowWithAccounts.password("outsider"))
                .withReading("read experiment", "/api/2.0/mlflow/experiments/get?experiment_id={id}")
                .withPreparation(mlflow::restored);
        PermissionMatrix matrix =
                PermissionMatrix.empty().withAllowed("admin", "read experiment").withOthersDenied();

        assertThat(reading).hasNoWayAround(matrix);
    }

    @Test
    void a_table_that_says_something_else_is_found_out() {
        PermissionMatrix strict = PermissionMatrix.empty()
                .withAllowed("admin", "read experiment", "tag experiment", "delete experiment")
                .withAllowed("viewer", "read experiment", "tag experiment")
                .withOthersDenied();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(permissions()).grantsExactly(strict))
                .withMessageContaining("but 3 of 18 cells are wrong:")
                .withMessageContaining("editor  | read experiment | denied (403) | allowed: 200")
                .withMessageContaining("editor  | tag experiment  | denied (403) | allowed: 200, and the state changed")
                .withMessageContaining("viewer  | tag experiment  | allowed      | denied: 403");
    }
}
