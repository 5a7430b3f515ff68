package io.mmp.test.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the groups of tests what the documents say of them: which profile runs which, in parallel or not, and what CI does. */
class TestGroupsTests {

    private static final Pattern PROPERTY = Pattern.compile("<([\\w.]+)>(.*)</\\1>|<(\\w+) />");

    private final String pom = Files.readString(Path.of("../pom.xml"));

    TestGroupsTests() throws IOException {}

    @ParameterizedTest
    @CsvSource({
        "unit,        '',          'integration,e2e,nightly'",
        "integration, integration, 'e2e,nightly'",
        "e2e,         e2e,         nightly", // that of the build without a profile
        "nightly,     nightly,     ''",
        "preprod,     preprod,     nightly",
    })
    void each_group_has_its_profile(String group, String groups, String excluded) {
        Map<String, String> properties = properties(group);

        assertThat(properties).containsEntry("metrics.group", group);
        assertThat(properties.getOrDefault("groups", "")).isEqualTo(groups);
        assertThat(properties.getOrDefault("excludedGroups", "nightly")).isEqualTo(excluded);
    }

    @Test
    void unit_tests_run_in_parallel_and_the_others_one_after_another() {
        assertThat(pom)
                .contains("<metrics.parallel>false</metrics.parallel>")
                .contains("junit.jupiter.execution.parallel.enabled = ${metrics.parallel}")
                .contains("junit.jupiter.execution.parallel.mode.classes.default = concurrent");
        assertThat(properties("unit")).containsEntry("metrics.parallel", "true");
        assertThat(List.of("integration", "e2e", "nightly", "preprod"))
                .noneMatch(group -> properties(group).containsKey("metrics.parallel"));
    }

    @Test
    void coverage_is_kept_by_group_and_merged() {
        assertThat(pom)
                .contains("<destFile>${project.build.directory}/jacoco/${metrics.group}.exec</destFile>")
                .contains("<destFile>${project.build.directory}/jacoco/total.exec</destFile>")
                .contains("tofile=\"${metrics.directory}/${project.artifactId}/coverage.${metrics.group}.xml\"")
                .contains("tofile=\"${metrics.directory}/${project.artifactId}/coverage.total.xml\"")
                .contains("--min-coverage total="); // so that a build without the merged report fails
    }

    @ParameterizedTest
    @ValueSource(strings = {".ci/run", ".github/workflows/test.yml"})
    void the_workflow_and_ci_run_the_groups_in_their_order(String file) throws IOException {
        assertThat(Files.readString(Path.of("..", file)))
                .containsSubsequence("-Punit verify", "-Pintegration verify", "-Pe2e verify");
    }

    private Map<String, String> properties(String profile) {
        int start = pom.indexOf("<id>" + profile + "</id>");
        assertThat(start).as("the profile %s", profile).isPositive();
        String text = pom.substring(start, pom.indexOf("</profile>", start));
        Map<String, String> properties = new TreeMap<>();
        PROPERTY.matcher(text.substring(text.indexOf("<properties>"), text.indexOf("</properties>")))
                .results()
                .forEach(property -> properties.put(
                        property.group(1) == null ? property.group(3) : property.group(1),
                        property.group(2) == null ? "" : property.group(2)));
        return properties;
    }
}
