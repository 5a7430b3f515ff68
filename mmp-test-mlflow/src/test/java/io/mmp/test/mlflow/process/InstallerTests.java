package io.mmp.test.mlflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mmp.test.server.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Real interpreters, virtual environments, pip and JVMs; only the package is small. */
@Tag("integration")
@EnabledIf(value = "pythonIsFound", disabledReason = "there is no Python to install with")
class InstallerTests {

    private static final String VERSION = "99.1.0";

    @TempDir
    Path cache;

    @TempDir
    Path wheels;

    private FakeMlflow mlflow;

    @BeforeEach
    void provideVersion() throws IOException {
        mlflow = new FakeMlflow(wheels).withVersion(VERSION);
    }

    @AfterEach
    void removeInstallation() {
        // JUnit would warn of each symbolic link.
        new PrivateDirectory(cache.resolve("mlflow")).close();
    }

    @Test
    void two_jvms_at_once_install_once() throws Exception {
        try (SecondJvm one = SecondJvm.install(mlflow.environment(), cache, VERSION);
                SecondJvm two = SecondJvm.install(mlflow.environment(), cache, VERSION)) {
            assertThat(one.result()).isEqualTo(two.result()).isEqualTo(pythonOfOnlyAttempt());
        }
        assertThat(mlflow.journal()).content().hasLineCount(1);
    }

    @Test
    void an_installation_whose_jvm_is_killed_ends_and_is_made_again() throws Exception {
        Map<String, String> hanging = new HashMap<>(mlflow.environment());
        hanging.put("FAKE_MLFLOW_HANGS", "yes");
        try (SecondJvm killed = SecondJvm.install(hanging, cache, VERSION)) {
            await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(mlflow.journal()));
            killed.kill();
        }
        long installer = Long.parseLong(Files.readAllLines(mlflow.journal()).get(0));
        await().until(() -> ProcessHandle.of(installer).isEmpty());
        assertThat(located()).isEmpty();

        try (SecondJvm next = SecondJvm.install(mlflow.environment(), cache, VERSION)) {
            assertThat(next.result()).isEqualTo(pythonOfOnlyAttempt());
        }
        assertThat(located()).isPresent();
    }

    @Test
    void an_unknown_version_is_refused_with_the_words_of_pip() throws Exception {
        assertThat(resultOf(mlflow.environment(), "99.2.0"))
                .startsWith("mlflow 99.2.0 could not be installed: pip failed (exited with code 1 after T)."
                        + " Is it a version of mlflow, and does pip reach a package index? Last output:\n")
                .contains("(from versions: 99.1.0)")
                .endsWith("ERROR: No matching distribution found for mlflow==99.2.0");
        assertNothingIsInstalled("99.2.0");
    }

    @Test
    void a_machine_without_a_package_index_is_told_so() throws Exception {
        Map<String, String> offline = Map.of(
                "PIP_CONFIG_FILE", "/dev/null",
                "PIP_FIND_LINKS", cache.toString(),
                "PIP_INDEX_URL", "http://127.0.0.1:1/simple",
                "PIP_RETRIES", "1");

        assertThat(resultOf(offline, VERSION))
                .startsWith("mlflow 99.1.0 could not be installed: pip failed (exited with code 1 after T)."
                        + " Is it a version of mlflow, and does pip reach a package index? Last output:\n")
                .contains("Connection refused")
                .endsWith("ERROR: No matching distribution found for mlflow==99.1.0");
        assertNothingIsInstalled(VERSION);
    }

    @Test
    void a_version_that_cannot_be_served_is_refused() throws Exception {
        mlflow.withUnservableVersion("1.30.0");

        assertThat(resultOf(mlflow.environment(), "1.30.0"))
                .startsWith(
                        "mlflow 1.30.0 could not be installed: it is there, but cannot be served (exited with code 1 after T)."
                                + " Version 3.17.2 can. Last output:\n")
                .endsWith("ModuleNotFoundError: No module named 'mlflow.server.fastapi_app'");
        assertNothingIsInstalled("1.30.0");
    }

    @Test
    void a_machine_without_python_is_told_so() throws Exception {
        assertThat(resultOf(Map.of("PATH", cache.toString()), VERSION))
                .isEqualTo("MLflow needs Python 3.10 or later, but 'python3' cannot be run, and 'python' cannot be run."
                        + " Install one, or name one with mmp.python.");
        assertNothingIsInstalled(VERSION);
    }

    @Test
    void a_cache_that_cannot_be_written_is_named() throws Exception {
        Path file = Files.createFile(cache.resolve("file"));

        assertThatThrownBy(() -> MlflowInstallation.ensure(new InstallationSettings(VERSION, file, null)))
                .isInstanceOf(MlflowInstallationException.class)
                .hasMessage(
                        "mlflow 99.1.0 could not be installed: Lock file %s/mlflow/99.1.0.lock cannot be used"
                                + " (java.nio.file.FileAlreadyExistsException: %s)."
                                + " Its directory must be on a local disk and writable by this user."
                                + " Another directory can be named with mmp.cache.dir.",
                        file, file, file);
    }

    @Test
    void an_installation_whose_interpreter_is_gone_does_not_count() throws Exception {
        Path attempt = Files.createDirectories(cache.resolve("mlflow/99.1.0/venv-1/bin"));
        Path python = Files.createFile(
                attempt.resolve("python"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(cache.resolve("mlflow/99.1.0/venv-1/template.db"));
        assertThat(located()).isEmpty();
        Files.writeString(cache.resolve("mlflow/99.1.0/current"), "venv-1");
        assertThat(located()).isPresent();

        Files.delete(python);

        assertThat(located()).isEmpty();
    }

    private Optional<MlflowInstallation> located() {
        return MlflowInstallation.find(new InstallationSettings(VERSION, cache, null));
    }

    private String resultOf(Map<String, String> environment, String version) throws IOException {
        try (SecondJvm jvm = SecondJvm.install(environment, cache, version)) {
            return jvm.result().replaceFirst("(?<=after )\\d+\\.\\d s", "T");
        }
    }

    private String pythonOfOnlyAttempt() throws IOException {
        try (Stream<Path> attempts = Files.list(cache.resolve("mlflow/99.1.0"))) {
            List<Path> found = attempts.filter(Files::isDirectory).toList();
            assertThat(found).hasSize(1);
            return found.get(0).resolve("bin/python").toString();
        }
    }

    private void assertNothingIsInstalled(String version) {
        assertThat(cache.resolve("mlflow").resolve(version))
                .satisfiesAnyOf(
                        directory -> assertThat(directory).doesNotExist(),
                        directory -> assertThat(directory).isEmptyDirectory());
    }

    static boolean pythonIsFound() throws InterruptedException {
        String isRecent = "import sys, venv; sys.exit(sys.version_info < (3, 10))";
        try {
            return new ProcessBuilder("python3", "-c", isRecent).start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
