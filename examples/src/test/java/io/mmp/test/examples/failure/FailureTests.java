package io.mmp.test.examples.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a test that fails, and compares what it leaves with what the page of it shows, which is what the embedded server leaves. */
class FailureTests {

    private static final Path PAGE = Path.of("../docs/failures.md");

    @TempDir
    Path directory;

    @Test
    void the_page_shows_what_a_failed_test_leaves() throws IOException {
        String report = run(Map.of()).get("mmp.failure.mlflow");

        assertThat(normalized(Files.readString(PAGE))).contains("```\n" + normalized(report) + "\n```");
    }

    @Test
    void on_request_it_leaves_files() {
        Map<String, String> entries = run(Map.of("mmp.failure.dir", directory.toString()));

        Path place = directory
                .resolve("io.mmp.test.examples.failure.NightlyTrainingTestCase")
                .resolve("reaches_its_goal(io.mmp.test.mlflow.MlflowTracking)");
        assertThat(entries).containsEntry("mmp.failure.files", place.toString());
        assertThat(place.resolve("report.txt")).content().contains("auc=0.71 at step 0 (1 value)");
        assertThat(place.resolve("mlflow/runs.json")).content().contains("\"learning_rate\": \"0.1\"");
    }

    private static Map<String, String> run(Map<String, String> configuration) {
        Map<String, String> entries = new LinkedHashMap<>();
        // Without the listeners of this build: they would count the test that fails.
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .build())
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(NightlyTrainingTestCase.class))
                                .configurationParameter("mmp.mlflow.server", "EMBEDDED")
                                .configurationParameters(configuration)
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
                                entries.putAll(entry.getKeyValuePairs());
                            }
                        });
        return entries;
    }

    /** Replace what differs from run to run. */
    private static String normalized(String text) {
        return text.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
                .replaceAll("\\b[0-9a-f]{32}\\b", "RUN")
                .replaceAll("after [0-9.]+ (?:ms|s)\\b", "after TIME");
    }
}
