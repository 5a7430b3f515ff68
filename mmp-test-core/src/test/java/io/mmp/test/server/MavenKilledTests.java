package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real Maven in the middle of a real Surefire run. */
@Tag("e2e")
class MavenKilledTests {

    private static final String POM = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>killed</groupId><artifactId>killed</artifactId><version>1</version>
              <dependencies><dependency>
                <groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>%s</version>
              </dependency></dependencies>
              <build><testOutputDirectory>%s</testOutputDirectory><plugins><plugin>
                <groupId>org.apache.maven.plugins</groupId><artifactId>maven-surefire-plugin</artifactId>
                <version>%s</version>
                <configuration>
                  <test>%s</test>
                  <additionalClasspathElements>%s</additionalClasspathElements>
                </configuration>
              </plugin></plugins></build>
            </project>
            """;

    @TempDir
    Path project;

    @Test
    void no_server_survives_kill_9_of_maven() throws Exception {
        RequiredProgram.require("mvn");
        writeProject();
        Path output = project.resolve("output");
        String goal = "org.apache.maven.plugins:maven-surefire-plugin:%s:test"
                .formatted(System.getProperty("mmp.surefire.version"));
        Process maven = new ProcessBuilder("mvn", "-B", "-o", goal)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            Path pidFile = project.resolve("server.pid");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(pidFile)
                            .as(() -> "output of Maven: " + read(output))
                            .isNotEmptyFile());
            long server = Long.parseLong(read(pidFile));
            assertThat(ProcessHandle.of(server)).isPresent();

            // mvn is a script that may or may not replace itself with the JVM
            Stream.concat(Stream.of(maven.toHandle()), maven.descendants())
                    .filter(process -> process.info().commandLine().orElse("").contains("plexus-classworlds"))
                    .forEach(ProcessHandle::destroyForcibly);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> ProcessHandle.of(server).isEmpty());
        } finally {
            maven.destroyForcibly();
        }
    }

    private void writeProject() throws IOException {
        Path classes = Path.of("target/test-classes").toAbsolutePath();
        assertThat(classes).isDirectory();
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map("<additionalClasspathElement>%s</additionalClasspathElement>"::formatted)
                .collect(Collectors.joining());
        Files.writeString(
                project.resolve("pom.xml"),
                POM.formatted(
                        System.getProperty("mmp.junit.version"),
                        classes,
                        System.getProperty("mmp.surefire.version"),
                        LongRunningTestCase.class.getSimpleName(),
                        classPath));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
