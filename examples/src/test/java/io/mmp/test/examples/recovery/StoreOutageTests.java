package io.mmp.test.examples.recovery;

import static io.mmp.test.recovery.RecoveryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.fault.Outage;
import io.mmp.test.recovery.ContentDigest;
import io.mmp.test.recovery.Probe;
import io.mmp.test.recovery.Recovery;
import io.mmp.test.recovery.RecoveryResult;
import io.mmp.test.recovery.RecoveryTimes;
import io.mmp.test.recovery.Writes;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A search whose store of documents is killed. */
@Tag("integration")
class StoreOutageTests {

    @Test
    void a_killed_store_costs_no_document_and_is_back_at_once() throws Exception {
        try (ManagedServer store = ManagedServer.start(documentStore());
                SearchService search = SearchService.careful(store.uri())) {
            search.index("pandas DataFrame");

            Writes documents = Writes.of("document-", search::index);
            RecoveryResult result = watching(search).during(Outage.kill("document store", store), documents);

            assertThat(result)
                    .isDetectedWithin(Duration.ofSeconds(5))
                    .showsOnly(503)
                    .hasJsonErrors()
                    .hasSafeBodies()
                    .recoversWithin(Duration.ofSeconds(30));
            assertThat(ContentDigest.ofIds(search.documents())).hasExactlyOnce(documents);
        }
    }

    @Test
    void the_mean_time_to_recovery_is_below_five_minutes() throws Exception {
        try (ManagedServer store = ManagedServer.start(documentStore());
                SearchService search = SearchService.careful(store.uri())) {
            search.index("pandas DataFrame");
            ContentDigest before = ContentDigest.ofIds(search.documents());

            RecoveryTimes times = watching(search).repeated(3, Outage.kill("document store", store));

            assertThat(times).hasMeanTimeToRecoveryBelow(Duration.ofMinutes(5));
            assertThat(ContentDigest.ofIds(search.documents())).isSameAs(before);
        }
    }

    /** The negative control: it says that nothing was found. */
    @Test
    void a_search_that_finds_nothing_while_its_store_is_gone_is_found_out() throws Exception {
        try (ManagedServer store = ManagedServer.start(documentStore());
                SearchService search = SearchService.careless(store.uri())) {
            search.index("pandas DataFrame");

            RecoveryResult result = watching(search).during(Outage.kill("document store", store));

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(result).showsOnly(200, 503))
                    .withMessageContaining("but it found nothing, \"{\"results\":[]}\"");
        }
    }

    private static Recovery watching(SearchService search) {
        return Recovery.watching(Probe.http(search.search("pandas"))
                .withCondition("it found nothing", answer -> answer.body().contains("pandas")));
    }

    private static ServerSpec documentStore() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DocumentStore.class.getName(),
                "{port}");
        return ServerSpec.of("document-store", command.toArray(String[]::new));
    }
}
