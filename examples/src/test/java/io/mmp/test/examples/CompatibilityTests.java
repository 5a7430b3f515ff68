package io.mmp.test.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the versions of {@code docs/compatibility.md} against what builds and CI run. */
class CompatibilityTests {

    private static final Path ROOT = Path.of("..");
    private static final String BUILDS = "examples/src/test/java/io/mmp/test/examples/builds/";
    private static final String STRANGERS = "examples/src/test/resources/strangers/";

    private static final List<String> SOURCES = List.of(
            "pom.xml",
            ".ci/run",
            BUILDS + "OtherBuildsTests.java",
            BUILDS + "StrangersTests.java",
            STRANGERS + "quarkus/pom.xml",
            STRANGERS + "micronaut/pom.xml",
            STRANGERS + "kotlin/pom.xml",
            STRANGERS + "testng/pom.xml",
            "mmp-test-mlflow/src/main/java/io/mmp/test/mlflow/process/InstallationSettings.java",
            "mmp-test-feast/src/main/java/io/mmp/test/feast/process/FeastInstallation.java");

    private static final Pattern VERSION = Pattern.compile("\\b\\d+\\.\\d+\\.\\d+(?:\\.\\d+)?\\b");

    private final String page = text("docs/compatibility.md");
    private final String table = page.substring(0, page.indexOf("## Module path"));

    @Test
    void each_version_of_the_page_is_one_that_a_build_names() {
        Set<String> run =
                versions(SOURCES.stream().map(CompatibilityTests::text).collect(Collectors.joining("\n")));

        assertThat(versions(table)).hasSizeGreaterThan(20).isSubsetOf(run);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            JUnit           | pom.xml                                                                    | <junit.version>([^<]+)
            JUnit           | .ci/run                                                                    | -Djunit.version=(\\S+)
            JUnit           | examples/src/test/java/io/mmp/test/examples/builds/OtherBuildsTests.java   | "(?:org.junit.jupiter:junit-jupiter:)?([56]\\.\\d+\\.\\d+)"
            JDK             | pom.xml                                                                    | <maven.compiler.release>([^<]+)
            JDK             | .ci/run                                                                    | JUnit 6 and JDK (\\d+)
            runners         | pom.xml                                                                    | <surefire.version>([^<]+)
            runners         | examples/src/test/resources/strangers/testng/pom.xml                       | <artifactId>testng</artifactId>\\s+<version>([^<]+)
            Maven           | pom.xml                                                                    | <version>\\[([\\d.]+),\\)</version>\\s+</requireMavenVersion>
            MLflow          | pom.xml                                                                    | <mlflow-client.version>([^<]+)
            MLflow          | mmp-test-mlflow/src/main/java/io/mmp/test/mlflow/process/InstallationSettings.java | VERSION = "([^"]+)
            Feast           | pom.xml                                                                    | <feast-client.version>([^<]+)
            Feast           | mmp-test-feast/src/main/java/io/mmp/test/feast/process/FeastInstallation.java | VERSION = "([^"]+)
            Spring Boot     | examples/src/test/java/io/mmp/test/examples/builds/StrangersTests.java     | "(\\d+\\.\\d+\\.\\d+)"
            Spring Boot     | pom.xml                                                                    | <spring.version>([^<]+)
            Quarkus         | examples/src/test/resources/strangers/quarkus/pom.xml                      | <quarkus.version>([^<]+)
            Micronaut       | examples/src/test/resources/strangers/micronaut/pom.xml                    | <micronaut.version>([^<]+)
            Kotlin          | examples/src/test/resources/strangers/kotlin/pom.xml                       | <kotlin.version>([^<]+)
            AssertJ         | pom.xml                                                                    | <assertj.version>([^<]+)
            Testcontainers  | pom.xml                                                                    | <testcontainers.version>([^<]+)
            """)
    void each_version_that_a_build_names_is_in_its_row(String row, String file, String pattern) {
        String cells = table.lines().filter(line -> line.startsWith("| " + row)).collect(Collectors.joining());

        assertThat(Pattern.compile(pattern).matcher(text(file)).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(version -> assertThat(cells).contains(version));
    }

    @Test
    void what_runs_at_night_alone_is_said_to() {
        String strangers = text(BUILDS + "StrangersTests.java");

        assertThat(strangers)
                .containsPattern("(?s)\"3.5.16\", \"4.1.2\"[^@]*void")
                .containsPattern("(?s)\"3.5.0\", \"4.0.9\"[^@]*@Tag\\(\"nightly\"\\)")
                .containsPattern("(?s)@Tag\\(\"nightly\"\\)\\s+void micronaut");
        assertThat(table)
                .contains("3.5.16 and 4.1.2 in CI, 3.5.0 and 4.0.9 nightly")
                .contains("| `StrangersTests`, nightly |");
    }

    private static Set<String> versions(String text) {
        return VERSION.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }
}
