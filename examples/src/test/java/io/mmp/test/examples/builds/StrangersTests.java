package io.mmp.test.examples.builds;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.condition.EnabledIfExecutable;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds the projects of {@code strangers}, which use this library beside a framework or language of their own, with a real Maven. */
@Tag("e2e")
@EnabledIfExecutable("mvn")
class StrangersTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"3.5.16", "4.1.2"})
    void spring_boot(String version) throws Exception {
        succeeds(15, MavenProject.copyOf("spring", directory).test("-Dspring-boot.version=" + version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.0", "4.0.9"})
    @Tag("nightly")
    void other_versions_of_spring_boot(String version) throws Exception {
        spring_boot(version);
    }

    @Test
    void quarkus() throws Exception {
        succeeds(2, MavenProject.copyOf("quarkus", directory).test());
    }

    @Test
    @Tag("nightly")
    void micronaut() throws Exception {
        succeeds(1, MavenProject.copyOf("micronaut", directory).test());
    }

    @Test
    void kotlin() throws Exception {
        // Its compiler would else stay as a process for two hours.
        succeeds(9, MavenProject.copyOf("kotlin", directory).test("-Dkotlin.compiler.daemon=false"));
    }

    /** It imports the bill of materials, and has no JUnit. */
    @Test
    void testng() throws Exception {
        succeeds(5, MavenProject.copyOf("testng", directory).test());
    }

    @Test
    @Tag("nightly")
    void jpms() throws Exception {
        succeeds(2, MavenProject.copyOf("jpms", directory).test());
    }

    private static void succeeds(int tests, String output) {
        assertThat(output)
                .contains("Tests run: %s, Failures: 0, Errors: 0, Skipped: 0".formatted(tests))
                .endsWith("exit code 0");
    }
}
