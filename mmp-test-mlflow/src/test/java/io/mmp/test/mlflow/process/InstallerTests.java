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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Real interpreters, virtual environments, pip and JVMs; only the package is small. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(value = "pythonIsFound", disabledReason = "there is no Python to install with")
class InstallerTests {

    private static final String VERSION = "99.1.0";
    private static final String UNSERVABLE = "1.30.0";

    // Not a directory of JUnit's, which would warn of each symbolic link.
    private final PrivateDirectory directory = PrivateDirectory.create("installation");
    private final Path cache = cache("machine");
    private final List<Started> started = new ArrayList<>();

    private Path wheels;
    private FakeMlflow mlflow;
    private Started one;
    private Started two;
    private Started hanging;
    private Started unknown;
    private Started offline;
    private Started unservable;

    /** A JVM that installs, and where. */
    private record Started(SecondJvm jvm, Path cache) {

        String result() throws IOException {
            return jvm.result().replaceFirst("(?<=after )\\d+\\.\\d s", "T");
        }

        void close() {
            jvm.close();
        }
    }

    /** Start at once what takes seconds each, and waits for most of them. */
    @BeforeAll
    void start_installations(@TempDir Path temp) throws IOException {
        wheels = temp;
        mlflow = wheelsOf("good").withVersion(VERSION);
        one = start(mlflow.environment(), cache, VERSION);
        two = start(mlflow.environment(), cache, VERSION);
        FakeMlflow hangs = wheelsOf("hanging").withVersion(VERSION);
        Map<String, String> forever = new HashMap<>(hangs.environment());
        forever.put("FAKE_MLFLOW_HANGS", "yes");
        hanging = start(forever, cache("hanging"), VERSION);
        unknown = start(mlflow.environment(), cache("unknown"), "99.2.0");
        offline = start(
                Map.of(
                        "PIP_CONFIG_FILE", "/dev/null",
                        "PIP_FIND_LINKS", directory.path().toString(),
                        "PIP_INDEX_URL", "http://127.0.0.1:1/simple",
                        "PIP_RETRIES", "1"),
                cache("offline"),
                VERSION);
        unservable =
                start(wheelsOf("old").withUnservableVersion(UNSERVABLE).environment(), cache("unservable"), UNSERVABLE);
    }

    @AfterAll
    void remove_installations() {
        try (directory) {
            started.forEach(Started::close);
        }
    }

    @Test
    void two_jvms_at_once_install_once() throws Exception {
        assertThat(one.result()).isEqualTo(two.result()).isEqualTo(pythonOfOnlyAttemptIn(cache));
        assertThat(mlflow.journal()).content().hasLineCount(1);
    }

    @Test
    void an_installation_whose_jvm_is_killed_ends_and_is_made_again() throws Exception {
        FakeMlflow hangs = new FakeMlflow(wheels.resolve("hanging"));
        await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(hangs.journal()));
        hanging.jvm().kill();
        long installer = Long.parseLong(Files.readAllLines(hangs.journal()).get(0));
        await().until(() -> ProcessHandle.of(installer).isEmpty());
        assertThat(locatedIn(hanging.cache())).isEmpty();

        Started next = start(hangs.environment(), hanging.cache(), VERSION);
        assertThat(next.result()).isEqualTo(pythonOfOnlyAttemptIn(hanging.cache()));
        assertThat(locatedIn(hanging.cache())).isPresent();
    }

    @Test
    void an_unknown_version_is_refused_with_the_words_of_pip() throws Exception {
        assertThat(unknown.result())
                .startsWith("mlflow 99.2.0 could not be installed: pip failed (exited with code 1 after T)."
                        + " Is it a version of mlflow, and does pip reach a package index? Last output:\n")
                .contains("(from versions: 99.1.0)")
                .endsWith("ERROR: No matching distribution found for mlflow==99.2.0");
        assertNothingIsInstalled(unknown.cache(), "99.2.0");
    }

    @Test
    void a_machine_without_a_package_index_is_told_so() throws Exception {
        assertThat(offline.result())
                .startsWith("mlflow 99.1.0 could not be installed: pip failed (exited with code 1 after T)."
                        + " Is it a version of mlflow, and does pip reach a package index? Last output:\n")
                .contains("Connection refused")
                .endsWith("ERROR: No matching distribution found for mlflow==99.1.0");
        assertNothingIsInstalled(offline.cache(), VERSION);
    }

    @Test
    void a_version_that_cannot_be_served_is_refused() throws Exception {
        assertThat(unservable.result())
                .startsWith(
                        "mlflow 1.30.0 could not be installed: it is there, but cannot be served (exited with code 1 after T)."
                                + " Version 3.17.2 can. Last output:\n")
                .endsWith("ModuleNotFoundError: No module named 'mlflow.server.fastapi_app'");
        assertNothingIsInstalled(unservable.cache(), UNSERVABLE);
    }

    @Test
    void a_machine_without_python_is_told_so() throws Exception {
        Path empty = cache("without-python");
        assertThat(start(Map.of("PATH", empty.toString()), empty, VERSION).result())
                .isEqualTo("MLflow needs Python 3.10 or later, but 'python3' cannot be run, and 'python' cannot be run."
                        + " Install one, or name one with mmp.python.");
        assertNothingIsInstalled(empty, VERSION);
    }

    @Test
    void a_cache_that_cannot_be_written_is_named() throws Exception {
        Path file = Files.createFile(directory.path().resolve("file"));

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
        Path ruin = cache("ruin");
        Path attempt = Files.createDirectories(ruin.resolve("mlflow/99.1.0/venv-1/bin"));
        Path python = Files.createFile(
                attempt.resolve("python"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(ruin.resolve("mlflow/99.1.0/venv-1/template.db"));
        assertThat(locatedIn(ruin)).isEmpty();
        Files.writeString(ruin.resolve("mlflow/99.1.0/current"), "venv-1");
        assertThat(locatedIn(ruin)).isPresent();

        Files.delete(python);

        assertThat(locatedIn(ruin)).isEmpty();
    }

    private static Optional<MlflowInstallation> locatedIn(Path cache) {
        return MlflowInstallation.find(new InstallationSettings(VERSION, cache, null));
    }

    private Started start(Map<String, String> environment, Path cache, String version) throws IOException {
        Started jvm = new Started(SecondJvm.install(environment, cache, version), cache);
        started.add(jvm);
        return jvm;
    }

    private FakeMlflow wheelsOf(String name) throws IOException {
        return new FakeMlflow(Files.createDirectories(wheels.resolve(name)));
    }

    private Path cache(String name) {
        return directory.path().resolve(name);
    }

    private static String pythonOfOnlyAttemptIn(Path cache) throws IOException {
        try (Stream<Path> attempts = Files.list(cache.resolve("mlflow/99.1.0"))) {
            List<Path> found = attempts.filter(Files::isDirectory).toList();
            assertThat(found).hasSize(1);
            return found.get(0).resolve("bin/python").toString();
        }
    }

    private static void assertNothingIsInstalled(Path cache, String version) {
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
