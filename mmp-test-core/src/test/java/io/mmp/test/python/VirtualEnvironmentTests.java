package io.mmp.test.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.server.PrivateDirectory;
import io.mmp.test.server.RequiredProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class VirtualEnvironmentTests {

    @TempDir
    private Path wheels;

    @Test
    void dependencies_are_held_to_their_pins() throws Exception {
        RequiredProgram.require("python3");
        Path snakes = Wheel.in(wheels, "snakes", "1.0", "Requires-Dist: venom\n");
        Wheel.in(wheels, "venom", "2.0", "");
        Wheel.in(wheels, "venom", "2.1", "");
        String requirement = "snakes @ " + snakes.toUri();
        PythonPackage pinned = snakes(requirement, "--no-index\n--find-links " + wheels + "\nvenom==2.0\n");
        try (PrivateDirectory cache = PrivateDirectory.create("cache")) {
            PythonSettings settings = new PythonSettings(cache.path(), null);

            VirtualEnvironment made = VirtualEnvironment.ensure(pinned, settings);

            assertThat(Files.readString(made.directory().resolve("found"))).isEqualTo("2.0");
            assertThat(VirtualEnvironment.find(pinned, settings)).contains(made);
            assertThat(VirtualEnvironment.find(snakes(requirement, "venom==2.1\n"), settings))
                    .as("an environment with other pins")
                    .isEmpty();
        }
    }

    @Test
    void settings_are_read_from_parameters() {
        Map<String, String> parameters = Map.of("mmp.cache.dir", "/var/cache/ml", "mmp.python", "/opt/python");

        assertThat(PythonSettings.from(name -> Optional.ofNullable(parameters.get(name))))
                .isEqualTo(new PythonSettings(Path.of("/var/cache/ml"), "/opt/python"));
    }

    private static PythonPackage snakes(String requirement, String constraints) {
        String script = """
                import importlib.metadata, pathlib, sys
                pathlib.Path(sys.argv[1], "found").write_text(importlib.metadata.version("venom"))
                """;
        PythonPackage.Finish finish = new PythonPackage.Finish(script, List.of("found"), "it bites", "Run.");
        return new PythonPackage("snakes", "Snakes", "1.0", List.of(requirement), constraints, finish);
    }
}
