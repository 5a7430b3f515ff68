package io.mmp.test.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.server.PrivateDirectory;
import io.mmp.test.server.RequiredProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
        Path snakes = wheel("snakes", "1.0", "Requires-Dist: venom\n");
        wheel("venom", "2.0", "");
        wheel("venom", "2.1", "");
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
        return new PythonPackage("snakes", "Snakes", "1.0", requirement, constraints, finish);
    }

    private Path wheel(String name, String version, String metadata) throws IOException {
        String info = name + "-" + version + ".dist-info/";
        Path wheel = wheels.resolve(name + "-" + version + "-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            write(
                    zip,
                    info + "METADATA",
                    "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" + metadata);
            write(
                    zip,
                    info + "WHEEL",
                    "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            write(zip, info + "RECORD", info + "METADATA,,\n" + info + "WHEEL,,\n" + info + "RECORD,,\n");
        }
        return wheel;
    }

    private static void write(ZipOutputStream zip, String file, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(file));
        zip.write(text.getBytes(UTF_8));
        zip.closeEntry();
    }
}
