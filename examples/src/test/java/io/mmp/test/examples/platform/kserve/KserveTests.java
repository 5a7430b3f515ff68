package io.mmp.test.examples.platform.kserve;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.load.Arrivals;
import io.mmp.test.load.InvalidRequests;
import io.mmp.test.load.LoadResult;
import io.mmp.test.load.OpenLoad;
import io.mmp.test.python.PythonInstallationException;
import io.mmp.test.readiness.InvalidRequestsCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** T07 and T08 on KServe's own model server: fast enough, but it scores null and breaks on text; a gate of its model's schema mends that. */
@Tag("e2e")
@Tag("nightly")
class KserveTests {

    private static final String V1 = "{\"instances\": [[99.5, 3, 14, 12.5]]}";
    private static final String V2 =
            "{\"inputs\": [{\"name\": \"x\", \"shape\": [1, 4], \"datatype\": \"FP64\", \"data\": [99.5, 3, 14, 12.5]}]}";
    private static final InvalidRequests INVALID =
            InvalidRequests.ofPrediction(V1).withClosedFields().withPath("no such model", "/v1/models/none:predict");

    /** What KServe 0.21.0 scores. */
    private static final String[] ACCEPTED_BY_V1 = {
        "'instances[0][0]' is null",
        "'instances[0][0]' is a number in a string",
        "'instances[0][0]' is true",
        "the body is too large",
        "a field is unknown",
        "'instances' is there twice"
    };

    private static KserveServer kserve;
    private static ValidatingGate gate;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        try {
            kserve = KserveServer.start(directory);
        } catch (PythonInstallationException e) {
            Assumptions.abort("KServe is not there: " + e.getMessage());
        }
        gate = ValidatingGate.before(kserve.predictor(), kserve.schema());
    }

    @AfterAll
    static void stop() {
        if (gate != null) {
            gate.close();
        }
        if (kserve != null) {
            kserve.close();
        }
    }

    private static LoadResult load(URI uri, String body) {
        return OpenLoad.of(Arrivals.constant(20, Duration.ofSeconds(20)))
                .withWarmUp(20)
                .withLateAfter(Duration.ofMillis(500))
                .run(request(uri, body));
    }

    @ChecklistItem({"T07", "T08"})
    @Test
    void kserve_answers_95_percent_within_200_ms_and_fails_less_than_one_percent(TestReporter reporter) {
        LoadResult result = load(gate.uri(), V1);

        assertThat(result).hasP95AtMost(Duration.ofMillis(200)).hasErrorRateAtMost(0.01);
        reporter.publishEntry(ChecklistItem.FIGURE, result.toString());
    }

    @ChecklistItem("T08")
    @Test
    void behind_the_gate_kserve_rejects_every_invalid_request() {
        assertThat(InvalidRequestsCheck.of(request(gate.uri(), V1), INVALID)).rejectsAll();
    }

    @NegativeControl("T08")
    @Test
    void without_the_gate_kserve_scores_null_and_breaks_on_text() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(InvalidRequestsCheck.of(request(kserve.predictor(), V1), INVALID))
                        .rejectsAll())
                .withMessageContaining("'instances[0][0]' is null: it was accepted with status 200")
                .withMessageContaining("'instances[0][0]' is of a wrong type: it broke with status 500")
                .withMessageContaining("'instances[0]' has one value less: it broke with status 500")
                .withMessageContaining("the content type is text/plain: it broke with status 500");
    }

    /** The whole known result of version 0.21.0: what is mended in another one, or new, fails here. */
    @Test
    void what_kserve_does_not_reject_is_known() {
        assertThat(InvalidRequestsCheck.of(request(kserve.predictor(), V1), INVALID))
                .rejectsAllBut(known());
    }

    private static String[] known() {
        return Stream.concat(
                        Arrays.stream(ACCEPTED_BY_V1),
                        Stream.of(
                                "'instances' is missing",
                                "'instances[0]' is null",
                                "'instances[0]' is of a wrong type",
                                "'instances[0][0]' is of a wrong type",
                                "the body is no object",
                                "the content type is text/plain",
                                "'instances' is empty",
                                "'instances' has a row that is shorter",
                                "'instances[0]' is empty",
                                "'instances[0]' has one value less",
                                "'instances[0]' has one value more",
                                "'instances[0]' is a level deeper",
                                "the body is null"))
                .toArray(String[]::new);
    }

    @NegativeControl("T08")
    @Test
    void the_v2_protocol_scores_nan_and_shapes_that_the_data_do_not_have() {
        InvalidRequests invalid = InvalidRequests.ofPrediction(V2).withPath("no such model", "/v2/models/none/infer");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(InvalidRequestsCheck.of(request(kserve.inference(), V2), invalid))
                        .rejectsAll())
                .withMessageContaining("'inputs[0].data[0]' is NaN: it was accepted with status 200")
                .withMessageContaining("'inputs[0].shape' is negative: it was accepted with status 200")
                .withMessageContaining("'inputs[0].shape' is beyond memory: it broke with status 500");
    }

    @NegativeControl({"T07", "T08"})
    @Test
    void a_predictor_that_fails_keeps_no_target() {
        LoadResult result = OpenLoad.of(Arrivals.constant(20, Duration.ofSeconds(5)))
                .withLateAfter(Duration.ofMillis(500))
                .run(request(gate.uri().resolve("/v1/models/none:predict"), V1));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).hasErrorRateAtMost(0.01));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).hasP95AtMost(Duration.ofMillis(200)));
    }

    private static HttpRequest request(URI uri, String body) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
