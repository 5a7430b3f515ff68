package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that has our jars on a true module path, as automatic modules. */
@Tag("integration")
class ModulePathTests {

    /** What the embedded server and its clients use; two jars with one package cannot be on a module path together. */
    private static final List<String> JARS = List.of(
            "mlflow-client",
            "slf4j-api",
            "jackson-",
            "awaitility",
            "hamcrest",
            "jspecify",
            "junit-jupiter-api",
            "junit-platform-commons",
            "opentest4j",
            "apiguardian");

    @TempDir
    Path temp;

    @Test
    void what_is_missing_is_named_with_the_remedy() throws Exception {
        assertThat(run("--add-modules", "ALL-MODULE-PATH"))
                .isEqualTo(
                        "The embedded MLflow server needs the module jdk.httpserver, which this JVM has not resolved. Start it with --add-modules ALL-MODULE-PATH,jdk.httpserver,java.net.http,java.sql.");
        assertThat(run("--add-modules", "ALL-MODULE-PATH,jdk.httpserver"))
                .isEqualTo(
                        "The client of an MLflow server needs the module java.net.http, which this JVM has not resolved. Start it with --add-modules ALL-MODULE-PATH,jdk.httpserver,java.net.http,java.sql.");
    }

    @Test
    void with_the_remedy_it_works() throws Exception {
        assertThat(run("--add-modules", "ALL-MODULE-PATH,jdk.httpserver,java.net.http,java.sql"))
                .isEqualTo("module io.mmp.test.mlflow has 0 models");
    }

    private String run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-p", modulePath()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "--patch-module",
                "io.mmp.test.mlflow=" + classes(ModulePathMain.class),
                "-m",
                "io.mmp.test.mlflow/" + ModulePathMain.class.getName()));
        Path output = temp.resolve("output");
        Process jvm = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(temp.resolve("errors").toFile())
                .start();
        assertThat(jvm.waitFor())
                .as("%s", Files.readString(temp.resolve("errors")))
                .isZero();
        return Files.readString(output).strip();
    }

    private String modulePath() throws IOException {
        List<String> path = new ArrayList<>();
        path.add(jar("io.mmp.test.core", classes(io.mmp.test.server.ManagedServer.class)));
        path.add(jar("io.mmp.test.mlflow", classes(MlflowTracking.class)));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = Path.of(entry).getFileName().toString();
            if (name.endsWith(".jar") && JARS.stream().anyMatch(name::startsWith)) {
                path.add(entry);
            }
        }
        return String.join(File.pathSeparator, path);
    }

    private static Path classes(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    /** Pack classes as the build does, unless they are packed. */
    private String jar(String module, Path classes) throws IOException {
        Path jar = temp.resolve(module + ".jar");
        if (Files.isRegularFile(classes)) {
            return classes.toString();
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Automatic-Module-Name", module);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar.toString();
    }
}
