package io.mmp.test.mlflow;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * What a run of test cases has reported.
 *
 * @param results the run
 */
record FailureReports(EngineExecutionResults results) {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final Pattern RUN_ID = Pattern.compile("\\b[0-9a-f]{32}\\b");
    private static final Pattern DURATION = Pattern.compile("after [0-9.]+ (?:ms|s)\\b");

    static FailureReports of(Class<?> testCase, Map<String, String> configuration) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter").selectors(selectClass(testCase));
        kit.configurationParameters(configuration);
        return new FailureReports(kit.execute());
    }

    static FailureReports of(Class<?> testCase) {
        return of(testCase, Map.of());
    }

    /** Return each entry behind the name of its test, what differs from run to run replaced. */
    List<String> entries() {
        List<String> entries = new ArrayList<>();
        results.allEvents().reportingEntryPublished().stream()
                .forEach(event -> event.getRequiredPayload(ReportEntry.class)
                        .getKeyValuePairs()
                        .forEach((key, value) -> entries.add(
                                event.getTestDescriptor().getDisplayName() + " | " + key + " | " + normalized(value))));
        return entries;
    }

    /** Return the names of the tests that have an entry. */
    List<String> reported() {
        return entries().stream()
                .map(entry -> entry.substring(0, entry.indexOf(" | ")))
                .toList();
    }

    static String normalized(String text) {
        String known = ADDRESS.matcher(text).replaceAll("http://ADDRESS");
        return DURATION.matcher(RUN_ID.matcher(known).replaceAll("RUN")).replaceAll("after TIME");
    }
}
