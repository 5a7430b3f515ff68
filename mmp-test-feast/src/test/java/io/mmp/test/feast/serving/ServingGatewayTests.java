package io.mmp.test.feast.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.feast.FeastClient;
import dev.feast.Row;
import io.grpc.StatusRuntimeException;
import io.mmp.test.feast.embedded.EmbeddedFeast;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.gateway.Lead;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("tests with feature stores that run at the same time would be led to")
class ServingGatewayTests {

    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");
    private static final FeatureView VIEW = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64);

    private EmbeddedFeast feast;
    private ServingGateway gateway;
    private FeastClient client;
    private Lead<FeastClient> lead;

    @BeforeEach
    void start() {
        feast = EmbeddedFeast.start();
        feast.apply(VIEW);
        gateway = ServingGateway.open();
        client = FeastClient.create("127.0.0.1", gateway.address().getPort());
        lead = new Lead<>("class/a", "ATests.a()", feast::online);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        gateway.close();
        feast.close();
    }

    @Test
    void what_the_store_answers_goes_through_it() {
        gateway.lead(lead);
        feast.ingest(
                VIEW,
                Table.builder()
                        .column("driver_id", ValueType.INT64)
                        .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                        .column("trips", ValueType.INT64)
                        .row(1L, TEN, 7L)
                        .build());
        feast.materialize(TEN, TEN);
        assertThat(ask("driver_stats:trips"))
                .hasToString(ask(feast.online(), "driver_stats:trips").toString());
        assertThat(ask("driver_stats:trips").get(0).getLong("trips")).isEqualTo(7);
        assertThat(client.getFeastServingInfo().getVersion()).isEqualTo("mmp-test");
    }

    @Test
    void what_the_store_refuses_is_refused_by_it_in_the_same_words() {
        gateway.lead(lead);
        StatusRuntimeException direct =
                catchThrowableOfType(StatusRuntimeException.class, () -> ask(feast.online(), "driver_stats:rides"));
        assertThatThrownBy(() -> ask("driver_stats:rides"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage(direct.getMessage());
    }

    @Test
    void a_store_that_does_not_start_is_told() {
        gateway.lead(new Lead<>("class", "ATests", () -> {
            throw new IllegalStateException("no Python");
        }));
        assertThatThrownBy(() -> ask("driver_stats:trips"))
                .hasMessage(
                        "FAILED_PRECONDITION: The feature store of ATests does not answer: java.lang.IllegalStateException: no Python");
    }

    @Test
    void a_request_of_no_test_is_refused() throws Exception {
        gateway.lead(lead).close();
        assertThatThrownBy(() -> ask("driver_stats:trips"))
                .hasMessageStartingWith(
                        "FAILED_PRECONDITION: The application sent GetOnlineFeatures between two tests, when no test has a feature store.");
    }

    @Test
    void nothing_listens_once_it_is_closed() {
        gateway.lead(lead);
        gateway.close();
        assertThatThrownBy(() -> ask("driver_stats:trips")).hasMessageStartingWith("UNAVAILABLE");
    }

    private List<Row> ask(String feature) {
        return ask(client, feature);
    }

    private static List<Row> ask(FeastClient asking, String feature) {
        return asking.getOnlineFeatures(List.of(feature), List.of(Row.create().set("driver_id", 1L)));
    }
}
