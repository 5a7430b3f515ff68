package io.mmp.test.examples.builds;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.condition.EnabledIfExecutable;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds small projects of somebody else with a real Maven, each with a JUnit of its own. */
@Tag("e2e")
@EnabledIfExecutable("mvn")
class OtherBuildsTests {

    private static final String LIBRARY = "io.mmp.test:mmp-test-mlflow:" + PublishedModules.VERSION;
    private static final String SUREFIRE = "3.5.4";

    private static final String ISOLATED = """
            import io.mmp.test.lock.MachineLock;
            import io.mmp.test.mlflow.IsolatedMlflow;
            import io.mmp.test.mlflow.MlflowTracking;
            import java.nio.file.*;
            import org.junit.jupiter.api.*;

            @IsolatedMlflow
            class ATests {
                @MachineLock(value = "other-builds", timeout = 5, unit = java.util.concurrent.TimeUnit.SECONDS)
                @RepeatedTest(3)
                void logs(MlflowTracking mlflow) throws Exception {
                    System.out.println("STARTED " + mlflow.uri());
                    mlflow.client().createRun(mlflow.experimentId());
                    Files.writeString(Path.of("target/server"), mlflow.uri().toString());
                }
            }
            """;

    private static final String AFTERWARDS = """
            import java.net.*;
            import java.nio.file.*;
            import org.junit.jupiter.api.*;

            class BTests {
                @Test
                void the_server_is_gone() throws Exception {
                    URI server = URI.create(Files.readString(Path.of("target/server")));
                    Assertions.assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", server.getPort()));
                }
            }
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"5.12.0", "5.12.2", "5.13.4", "6.1.3"})
    void the_junit_of_the_project_runs_it_and_closes_its_servers(String junit) throws Exception {
        String output = MavenProject.in(directory, SUREFIRE, LIBRARY, "org.junit.jupiter:junit-jupiter:" + junit)
                .with("ATests", ISOLATED)
                .with("BTests", AFTERWARDS)
                .test();
        assertThat(output)
                .contains("Tests run: 4, Failures: 0, Errors: 0, Skipped: 0")
                .endsWith("exit code 0");
    }

    @Test
    void an_older_junit_is_refused_in_one_sentence_before_anything_starts() throws Exception {
        String output = MavenProject.in(directory, SUREFIRE, LIBRARY, "org.junit.jupiter:junit-jupiter:5.11.4")
                .with("ATests", ISOLATED)
                .test();
        assertThat(output)
                .contains("mmp-test needs JUnit 5.12 or later, but the tests run on JUnit 5.11.4: set the version of "
                        + "org.junit:junit-bom (or Spring Boot's junit-jupiter.version) to 5.12.0 or later.")
                .doesNotContain("STARTED")
                .endsWith("exit code 1");
    }

    @Test
    void a_server_test_that_is_no_test_fails_the_build() throws Exception {
        String output = MavenProject.in(directory, SUREFIRE, LIBRARY, "org.junit.jupiter:junit-jupiter:5.12.2")
                .with("ATests", """
                        class ATests {
                            @io.mmp.test.lock.ServerTest
                            void forgotten() {}
                        }
                        """)
                .test();
        assertThat(output)
                .contains("@ServerTest is on ATests.forgotten(), which is no test method, so that JUnit ignores it. "
                        + "Add @Test, or put it on a test method or on the class.")
                .contains("Tests run: 1, Failures: 0, Errors: 1, Skipped: 0")
                .endsWith("exit code 1");
    }
}
