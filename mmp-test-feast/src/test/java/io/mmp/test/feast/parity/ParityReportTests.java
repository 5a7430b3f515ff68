package io.mmp.test.feast.parity;

import static io.mmp.test.feast.parity.Drivers.CONV_RATE;
import static io.mmp.test.feast.parity.Drivers.SOURCE;
import static io.mmp.test.feast.parity.Drivers.TEN;
import static io.mmp.test.feast.parity.Drivers.TRIPS;
import static io.mmp.test.feast.parity.Drivers.changed;
import static io.mmp.test.feast.parity.Drivers.entry;
import static io.mmp.test.feast.parity.Drivers.served;
import static io.mmp.test.feast.parity.Drivers.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.feast.FeastAssertions;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParityReportTests {

    private static final ParityRules RULES = ParityRules.strict().accepting(Cause.EXPIRED, "no TTL online");
    private static final OnlineFeatures WRONG = with(
            with(served(), TRIPS, 1, served -> changed(served, ValueType.DOUBLE, 3.0)),
            CONV_RATE,
            2,
            served -> entry(SOURCE, "conv_rate", 4));

    @Test
    void a_terminal_gets_a_table() {
        assertThat(RULES.compare(WRONG, TEN, SOURCE)).hasToString("""
                online features of 4 entities against the source of [driver_stats] as of 2026-01-01T10:00:00Z: 1 of 12 are wrong
                  driver_stats:conv_rate  0 of 4 wrong  expired value: 1 (accepted)
                  driver_stats:trips      1 of 4 wrong  int widened to double: 1
                  driver_stats:last_trip  0 of 4 wrong
                  accepted: expired value, because no TTL online""".replace("\n", System.lineSeparator()));
        assertThat(ParityRules.strict().compare(served(), TEN, SOURCE).toString())
                .startsWith(
                        "online features of 4 entities against the source of [driver_stats] as of 2026-01-01T10:00:00Z: they agree");
    }

    @Test
    void json_has_the_figures_and_the_mismatches() throws IOException {
        Map<String, Object> tree =
                JSON.std.mapFrom(RULES.compare(WRONG, TEN, SOURCE).toJson());
        assertThat(tree)
                .containsEntry("agrees", false)
                .containsEntry("compared", 12)
                .containsEntry("wrong", 1)
                .containsEntry("accepted", Map.of("expired value", "no TTL online"));
        assertThat((List<?>) tree.get("features"))
                .element(1)
                .isEqualTo(Map.of("feature", TRIPS, "compared", 4, "causes", Map.of("int widened to double", 1)));
        assertThat((List<?>) tree.get("mismatches"))
                .element(1)
                .isEqualTo(Map.of(
                        "key", Map.of("driver_id", "1"),
                        "feature", TRIPS,
                        "expected", "INT64 3 of 2026-01-01T10:00:00Z",
                        "actual", "DOUBLE 3.0 of 2026-01-01T10:00:00Z (PRESENT)",
                        "cause", "int widened to double"));
    }

    @Test
    void a_page_needs_nothing_beside_itself_and_shows_values_as_they_are() {
        Table right = Table.builder()
                .column("id", ValueType.INT64)
                .column("city", ValueType.STRING)
                .row(1L, "<b>&{body}")
                .build();
        Table wrong = Table.builder()
                .column("id", ValueType.INT64)
                .column("city", ValueType.STRING)
                .row(1L, "x")
                .build();
        String page = ParityRules.strict().compare(right, wrong, "id").toHtml();
        assertThat(page)
                .contains("<td class='text value'>STRING &quot;&lt;b&gt;&amp;{body}&quot;</td>")
                .contains("1 of 2 values wrong: value: 1")
                .doesNotContainPattern("(?i)<(link|script|img|iframe)|https?://|@import|url\\(");
        assertThat(ParityRules.strict().compare(right, right, "id").toHtml()).contains("They agree: 2 values compared");
    }

    @Test
    void an_assertion_writes_its_report_whether_or_not_it_fails(@TempDir Path directory) throws IOException {
        ParityRules writing = RULES.writingReportsTo(directory.resolve("new"));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> FeastAssertions.assertThat(WRONG).using(writing).agreesWith(TEN, SOURCE));
        assertThat(directory.resolve("new"))
                .isDirectoryContaining("glob:**/parity.txt")
                .isDirectoryContaining("glob:**/parity.json")
                .isDirectoryContaining("glob:**/parity.html");
        FeastAssertions.assertThat(served()).using(writing).agreesWith(TEN, SOURCE);
        assertThat(Files.readString(directory.resolve("new/parity.txt"))).contains("1 of 12 are wrong");
        assertThat(Files.readString(directory.resolve("new/parity-2.txt"))).contains("they agree");
        assertThat(directory.resolve("new/parity-2.json")).exists();
        assertThat(directory.resolve("new/parity-2.html")).exists();
    }

    @Test
    void reports_that_are_written_at_once_all_stay(@TempDir Path directory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Object>> writers = Collections.nCopies(
                    40,
                    Executors.callable(() ->
                            ParityRules.strict().compare(served(), TEN, SOURCE).writeTo(directory.resolve("at/once"))));
            for (Future<Object> written : threads.invokeAll(writers)) {
                written.get();
            }
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> files = Files.list(directory.resolve("at/once"))) {
            assertThat(files)
                    .hasSize(3 * 40)
                    .allSatisfy(file -> assertThat(file).isNotEmptyFile());
        }
    }

    @Test
    void a_report_of_another_jvm_or_an_earlier_run_stays(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("parity.txt"), "of another JVM");
        Files.writeString(directory.resolve("parity-2.txt"), "of another JVM");
        ParityReport report = ParityRules.strict().compare(served(), TEN, SOURCE);

        report.writeTo(directory);
        Files.writeString(directory.resolve("parity-4.txt"), "written meanwhile");
        report.writeTo(directory);

        assertThat(directory.resolve("parity.txt")).hasContent("of another JVM");
        assertThat(directory.resolve("parity-4.txt")).hasContent("written meanwhile");
        assertThat(directory.resolve("parity-3.json")).exists();
        assertThat(directory.resolve("parity-5.json")).exists();
    }
}
