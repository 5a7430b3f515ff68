package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.server.RequiredProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs test classes by a real Maven, in two forks, with a second attempt for those that fail. */
@Tag("e2e")
class SurefireTests {

    private static final String POM = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>forked</groupId><artifactId>forked</artifactId><version>1</version>
              <dependencies><dependency>
                <groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>%s</version>
              </dependency></dependencies>
              <build><testOutputDirectory>%s</testOutputDirectory><plugins><plugin>
                <groupId>org.apache.maven.plugins</groupId><artifactId>maven-surefire-plugin</artifactId>
                <version>%s</version>
                <configuration>
                  <test>%s</test>
                  <forkCount>2</forkCount><reuseForks>false</reuseForks>
                  <rerunFailingTestsCount>1</rerunFailingTestsCount>
                  <properties><configurationParameters>
                    mmp.metrics.dir = metrics
                    mmp.leaks.directory = metrics
                  </configurationParameters></properties>
                  <additionalClasspathElements>%s</additionalClasspathElements>
                </configuration>
              </plugin></plugins></build>
            </project>
            """;

    private static final String FORGETFUL =
            "[engine:junit-jupiter]/[class:io.mmp.test.fixture.LeakyTestCase]/[method:first_forgets()]";

    @TempDir
    Path project;

    @Test
    void each_fork_writes_its_file_and_a_rerun_counts_as_a_retry() throws Exception {
        RequiredProgram.require("mvn");

        runMaven("*ForkTestCase");

        List<JvmMetrics> forks =
                Inputs.read(List.of(project.resolve("metrics"))).jvms();
        assertThat(forks)
                .hasSize(2)
                .allMatch(JvmMetrics::finished)
                .extracting(fork -> Counts.of(fork.tests()))
                .containsExactlyInAnyOrder(new Counts(2, 0, 0, 0, 0, 1, 1), new Counts(1, 0, 0, 0, 0, 0, 0));
        assertThat(forks).extracting(JvmMetrics::directory).containsOnly(project.toString());
        assertThat(forks).extracting(JvmMetrics::pid).doesNotHaveDuplicates();
    }

    @Test
    void a_server_that_a_test_has_forgotten_fails_the_guard_by_name() throws Exception {
        RequiredProgram.require("mvn");

        runMaven("LeakyTestCase");

        SecondJvm guard =
                SecondJvm.guard("--groups", "unit", project.resolve("metrics").toString());
        assertThat(guard.output())
                .containsPattern(Pattern.compile("""
                        ^The tests left 3 things behind, the limit is 0: process (\\d+) \\(.*HttpMain 0\\), \\d+ s old of TEST, \
                        port \\d+ of process \\1 of TEST, directory \\S+ of TEST\\.
                        1 violation\\.
                        \\z""".replace("TEST", Pattern.quote(FORGETFUL)), Pattern.MULTILINE));
        assertThat(guard.code()).isEqualTo(1);
    }

    private void runMaven(String tests) throws IOException, InterruptedException {
        String surefire = System.getProperty("mmp.surefire.version");
        Path classes = Path.of("target/test-classes").toAbsolutePath();
        assertThat(classes).isDirectory();
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map("<additionalClasspathElement>%s</additionalClasspathElement>"::formatted)
                .collect(Collectors.joining());
        Files.writeString(
                project.resolve("pom.xml"),
                POM.formatted(System.getProperty("mmp.junit.version"), classes, surefire, tests, classPath));
        Path output = project.resolve("output");
        Process maven = new ProcessBuilder(
                        "mvn", "-B", "-o", "org.apache.maven.plugins:maven-surefire-plugin:%s:test".formatted(surefire))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(maven.waitFor()).as(Files.readString(output)).isZero();
    }
}
