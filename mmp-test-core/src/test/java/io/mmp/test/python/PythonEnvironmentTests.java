package io.mmp.test.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.server.PrivateDirectory;
import io.mmp.test.server.RequiredProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class PythonEnvironmentTests {

    private static final String LIST = """
            import importlib.metadata, pathlib, sys
            names = sorted(d.metadata["Name"] for d in importlib.metadata.distributions())
            pathlib.Path(sys.argv[1], "found").write_text(",".join(n for n in names if n not in ("pip", "setuptools")))
            """;

    @TempDir
    private Path wheels;

    @Test
    void packages_are_installed_once_without_what_they_depend_on() throws Exception {
        RequiredProgram.require("python3");
        PythonEnvironment described = PythonEnvironment.of(
                        "zoo",
                        "snakes @ "
                                + Wheel.in(wheels, "snakes", "1.0", "Requires-Dist: venom\n")
                                        .toUri(),
                        "birds @ " + Wheel.in(wheels, "birds", "1.0", "").toUri())
                .withoutDependencies()
                .withProof(LIST);
        try (PrivateDirectory cache = PrivateDirectory.create("cache")) {
            PythonSettings settings = new PythonSettings(cache.path(), null);
            assertThat(described.find(settings)).isEmpty();

            Path made = described.install(settings);

            assertThat(made.resolve("bin/python")).isExecutable();
            assertThat(made.resolve("found")).hasContent("birds,snakes");
            assertThat(described.install(settings)).isEqualTo(made);
            assertThat(described.find(settings)).contains(made);
            assertThat(described.withProof("").find(settings))
                    .as("with another proof")
                    .isEmpty();
        }
    }

    @Test
    void a_failed_proof_is_told_and_leaves_nothing() throws Exception {
        RequiredProgram.require("python3");
        String snakes = "snakes @ " + Wheel.in(wheels, "snakes", "1.0", "").toUri();
        PythonEnvironment described =
                PythonEnvironment.of("zoo", snakes).withoutDependencies().withProof("raise SystemExit('it bites')");
        try (PrivateDirectory cache = PrivateDirectory.create("cache")) {
            PythonSettings settings = new PythonSettings(cache.path(), null);

            assertThatThrownBy(() -> described.install(settings))
                    .isInstanceOf(PythonInstallationException.class)
                    .message()
                    .satisfies(message -> assertThat(message.replaceAll("after [\\d.]+ s", "after T"))
                            .isEqualTo(
                                    "Python environment 'zoo' (%s) could not be installed: it is there, but its proof failed (exited with code 1 after T). Do these packages run on this machine and with its Python? Last output:%nit bites"
                                            .formatted(snakes)));
            assertThat(described.find(settings)).isEmpty();
            try (var left = Files.walk(cache.path())) {
                assertThat(left.filter(file -> file.toString().contains("venv-")))
                        .isEmpty();
            }
        }
    }

    /** What pip does with a package that does not exist is seen where MLflow is installed. */
    @Test
    void several_packages_are_spoken_of_as_several() {
        PythonPackage wanted = new PythonPackage(
                "zoo", "The zoo", "", List.of("snakes", "birds"), "", new PythonPackage.Finish("", List.of(), "", ""));

        assertThat(wanted.label()).isEqualTo("The zoo");
        assertThat(wanted.doubt()).isEqualTo("Do these versions exist, and does pip reach a package index?");
    }

    @Test
    void a_machine_without_python_is_told_what_is_missing() throws Exception {
        try (PrivateDirectory cache = PrivateDirectory.create("cache")) {
            assertThatThrownBy(() -> PythonEnvironment.of("zoo", "snakes==1.0")
                            .install(new PythonSettings(cache.path(), "/none/python")))
                    .isInstanceOf(PythonInstallationException.class)
                    .hasMessage(
                            "Python environment 'zoo' (snakes==1.0) needs Python 3.10 or later, but '/none/python' cannot be run. Install one, or name one with mmp.python.");
        }
    }

    @Test
    void what_cannot_be_meant_is_refused_at_once() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PythonEnvironment.of("../zoo", "snakes"))
                .withMessage(
                        "name of a Python environment must be of lower-case letters, digits, '.', '_' and '-', but is '../zoo'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PythonEnvironment.of("zoo"))
                .withMessage("Python environment 'zoo' has no requirements");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PythonEnvironment.of("zoo", "snakes", "--user"))
                .withMessage("requirement of Python environment 'zoo' must name a package, but is '--user'");
    }
}
