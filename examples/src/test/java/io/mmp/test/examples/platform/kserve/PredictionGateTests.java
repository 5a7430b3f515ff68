package io.mmp.test.examples.platform.kserve;

import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.load.InvalidRequests;
import io.mmp.test.readiness.InvalidRequestsCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gate that stands before KServe in {@link KserveTests}, before a predictor in this JVM: this runs everywhere. */
class PredictionGateTests {

    private static final ModelSchema SCHEMA =
            new ModelSchema(List.of("amount", "velocity_1h", "hour_of_day", "distance_km"));
    private static final String VALID = "{\"instances\": [[99.5, 3, 14, 12.5]]}";
    private static final InvalidRequests INVALID = InvalidRequests.ofPrediction(VALID)
            .withClosedFields()
            .withLargestBody(64 << 10)
            .withPath("no such model", "/v1/models/none:predict");

    @Test
    void a_gate_lets_through_what_the_model_can_score_and_nothing_else() throws IOException {
        try (LaxPredictor predictor = LaxPredictor.start();
                ValidatingGate gate = ValidatingGate.before(predictor.uri(), SCHEMA)) {
            assertThat(InvalidRequestsCheck.of(request(gate.uri()), INVALID)).rejectsAll();
        }
    }

    @Test
    void a_predictor_without_a_gate_is_found_out() throws IOException {
        try (LaxPredictor predictor = LaxPredictor.start()) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(InvalidRequestsCheck.of(request(predictor.uri()), INVALID))
                            .rejectsAll())
                    .withMessageContaining("'instances[0][0]' is null: it was accepted with status 200")
                    .withMessageContaining("'instances[0][0]' is of a wrong type: it broke with status 500")
                    .withMessageContaining("'instances[0]' has one value less: it was accepted with status 200");
        }
    }

    private static HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(VALID))
                .build();
    }
}
