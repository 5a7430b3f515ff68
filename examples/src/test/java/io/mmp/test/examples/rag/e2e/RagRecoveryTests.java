package io.mmp.test.examples.rag.e2e;

import static io.mmp.test.recovery.RecoveryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.rag.EnabledIfVectorStore;
import io.mmp.test.examples.rag.RagFixture;
import io.mmp.test.fault.Outage;
import io.mmp.test.recovery.ContentDigest;
import io.mmp.test.recovery.Observation;
import io.mmp.test.recovery.Probe;
import io.mmp.test.recovery.Recovery;
import io.mmp.test.recovery.RecoveryResult;
import io.mmp.test.recovery.RecoveryTimes;
import io.mmp.test.recovery.Writes;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users see while a part is gone, how long it takes until they can search again, and that nothing is lost. */
@Tag("e2e")
@EnabledIfVectorStore
@ChecklistItem({"39.3", "43.2"})
class RagRecoveryTests {

    private static final Duration RECOVERY = Duration.ofMinutes(5);

    @RegisterExtension
    static final RagFixture RAG = RagFixture.filled();

    @Test
    void users_are_told_that_embeddings_are_gone_until_they_are_back(TestReporter reporter) throws Exception {
        ContentDigest before = passages();

        RecoveryResult result =
                searches().during(Outage.stop("embedding service", RAG.system().embedding()));

        assertThat(result)
                .isDetectedWithin(Duration.ofSeconds(5))
                .showsOnly(503)
                .hasJsonErrors()
                .hasSafeBodies()
                .recoversWithin(RECOVERY);
        assertNamed("embedding service", result);
        assertThat(passages()).isSameAs(before);
        reporter.publishEntry("recovery", result.toString());
    }

    @Test
    @ChecklistItem({"39.3", "39.4", "43.2"})
    void a_vector_store_that_is_killed_again_and_again_loses_and_doubles_nothing(TestReporter reporter)
            throws Exception {
        ContentDigest before = passages();
        Writes files = Writes.of("written-", id -> RAG.client().index(id, "x = 1"));

        RecoveryTimes times =
                searches().repeated(3, Outage.kill("vector store", RAG.system().vectors()), files);

        assertThat(times).hasMeanTimeToRecoveryBelow(RECOVERY).eachRecoversWithin(RECOVERY);
        for (RecoveryResult result : times.results()) {
            assertThat(result).showsOnly(503).hasJsonErrors().hasSafeBodies();
            assertNamed("vector store", result);
            reporter.publishEntry(
                    "availability",
                    String.format(Locale.ROOT, "%.3f", result.availability().estimate()));
        }
        assertThat(passages()).isSameAs(before);
        assertThat(ContentDigest.ofIds(writtenPaths())).hasExactlyOnce(files);
        assertThat(files.acknowledged()).isNotEmpty();
        reporter.publishEntry("recoveries", times.toString());
        reporter.publishEntry(
                "mean time to recovery",
                String.format(Locale.ROOT, "%.0f ms", times.meanTimeToRecovery().estimate()));
    }

    /** A negative control: a search does not ask the language model, so nothing is learned of its outage by searching. */
    @Test
    void an_outage_that_users_do_not_see_is_not_taken_for_a_recovery() {
        RecoveryResult result =
                searches().during(Outage.stop("generation service", RAG.system().generation()));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).recoversWithin(RECOVERY))
                .withMessageContaining("Expecting 'generation service stopped' to be seen, but no probe failed");
    }

    private static Recovery searches() {
        HttpRequest search = HttpRequest.newBuilder(RAG.system().rag().uri().resolve("/api/v1/search/search"))
                .POST(BodyPublishers.ofString("{\"query\": \"pandas DataFrame\", \"limit\": 20}"))
                .build();
        return Recovery.watching(Probe.http(search)
                        .withCondition(
                                "it does not find the reader of CSV files",
                                answer -> answer.body().contains("csv_reader.py")))
                .withTimeout(Duration.ofSeconds(5));
    }

    private static void assertNamed(String part, RecoveryResult result) {
        assertThat(result.observations().stream()
                        .filter(observation -> !observation.isGood())
                        .map(Observation::body)
                        .collect(Collectors.toSet()))
                .containsExactly("{\"error\":\"The %s is not available.\"}".formatted(part));
    }

    /** Return what the corpus has become: ids, texts and embeddings. */
    private static ContentDigest passages() throws SQLException {
        try (Connection connection = connect()) {
            return ContentDigest.of(
                    connection,
                    "SELECT id, path, text, embedding::text AS embedding FROM passages WHERE path NOT LIKE 'written-%'",
                    "id");
        }
    }

    private static List<String> writtenPaths() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT path FROM passages WHERE path LIKE 'written-%'")) {
            List<String> paths = new ArrayList<>();
            while (rows.next()) {
                paths.add(rows.getString("path"));
            }
            return paths;
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(PostgresServer.jdbcUrl(RAG.system().vectors(), "postgres"));
    }
}
