package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.fixture.Scope;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a failed test leaves of its feature store. */
class FailedStoreTests {

    private static final FeatureView RATES =
            FeatureView.named("rates").withJoinKey("driver", ValueType.INT64).withFeature("rate", ValueType.DOUBLE);

    private static final String TEXT = """
            Feature store (EMBEDDED)
              view 'rates' of driver: 6 rows ingested, the last 5 of them:
                driver=2, event_timestamp=2026-01-01T00:00:02Z, rate=0.2
                driver=3, event_timestamp=2026-01-01T00:00:03Z, rate=0.3
                driver=4, event_timestamp=2026-01-01T00:00:04Z, rate=0.4
                driver=5, event_timestamp=2026-01-01T00:00:05Z, rate=0.5
                driver=6, event_timestamp=2026-01-01T00:00:06Z, rate=0.6""";

    @TempDir
    Path directory;

    @Test
    void the_rows_of_the_store_are_reported_of_tests_that_fail_alone() {
        assertThat(entries(MethodTestCase.class, Map.of())).containsExactly(Map.of("mmp.failure.feast", TEXT));
        assertThat(entries(ClassTestCase.class, Map.of())).containsExactly(Map.of("mmp.failure.feast", TEXT));
        assertThat(entries(FieldTestCase.class, Map.of()))
                .containsExactly(Map.of(
                        "mmp.failure.feast", "Feature store (EMBEDDED)\n  view 'rates' of driver: 0 rows ingested"));
    }

    @Test
    void on_request_they_are_kept_in_files() {
        List<Map<String, String>> entries =
                entries(MethodTestCase.class, Map.of("mmp.failure.dir", directory.toString()));

        assertThat(Path.of(entries.get(1).get("mmp.failure.files"), "feast", "rates.txt"))
                .content()
                .startsWith("  view 'rates' of driver: 6 rows ingested")
                .contains("    driver=1, event_timestamp=2026-01-01T00:00:01Z, rate=0.1");
    }

    private static List<Map<String, String>> entries(Class<?> testCase, Map<String, String> configuration) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testCase))
                .configurationParameters(configuration)
                .execute()
                .allEvents()
                .reportingEntryPublished()
                .stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .toList();
    }

    private static void fill(FeatureStore store) {
        store.apply(RATES);
        var rows = Table.builder()
                .column("driver", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("rate", ValueType.DOUBLE);
        for (long i = 1; i <= 6; i++) {
            rows.row(i, Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i), i / 10.0);
        }
        store.ingest(RATES, rows.build());
    }

    @IsolatedFeast
    static class MethodTestCase {

        @Test
        void fails(FeatureStore store) {
            fill(store);
            fail("its own reason");
        }

        @Test
        void passes(FeatureStore store) {
            fill(store);
        }
    }

    @IsolatedFeast(scope = Scope.CLASS)
    static class ClassTestCase {

        @BeforeAll
        static void start(FeatureStore store) {
            fill(store);
        }

        @Test
        void fails() {
            fail("its own reason");
        }
    }

    static class FieldTestCase {

        @RegisterExtension
        static final FeastExtension FEAST =
                FeastExtension.newInstance().views(RATES).build();

        @Test
        void fails() {
            fail("its own reason");
        }
    }
}
