package io.mmp.test.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.json.JsonReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionFaultsTests {

    private static final String V1 = "{\"instances\": [[0.5, 1]]}";
    private static final String V2 =
            "{\"inputs\": [{\"name\": \"x\", \"shape\": [1, 2], \"datatype\": \"FP64\", \"data\": [0.5, 1]}]}";

    private static Map<String, String> bodies(String valid) {
        return InvalidRequests.ofPrediction(valid).requests().stream()
                .collect(Collectors.toMap(
                        InvalidRequest::name, request -> request.text().replaceAll("\\s+", "")));
    }

    private static List<String> added(String valid) {
        List<String> plain = InvalidRequests.of(valid).requests().stream()
                .map(InvalidRequest::name)
                .toList();
        return InvalidRequests.ofPrediction(valid).requests().stream()
                .map(InvalidRequest::name)
                .filter(name -> !plain.contains(name))
                .toList();
    }

    @Test
    void rows_have_a_width_and_numbers_are_numbers() {
        assertThat(added(V1))
                .containsExactly(
                        "'instances' is empty",
                        "'instances' has a row that is shorter",
                        "'instances[0]' is empty",
                        "'instances[0]' has one value less",
                        "'instances[0]' has one value more",
                        "'instances[0]' is a level deeper",
                        "'instances[0][0]' is a number in a string",
                        "'instances[0][0]' is true",
                        "'instances[0][0]' has 5000 digits",
                        "the body is null",
                        "the body is 10000 levels deep",
                        "the body is no UTF-8");
        assertThat(bodies(V1))
                .containsEntry("'instances' has a row that is shorter", "{\"instances\":[[0.5,1],[1]]}")
                .containsEntry("'instances[0]' has one value less", "{\"instances\":[[1]]}")
                .containsEntry("'instances[0]' has one value more", "{\"instances\":[[0.5,1,0.5]]}")
                .containsEntry("'instances[0]' is a level deeper", "{\"instances\":[[[0.5,1]]]}")
                .containsEntry("'instances[0][0]' is a number in a string", "{\"instances\":[[\"0.5\",1]]}")
                .containsEntry("'instances[0][0]' is null", "{\"instances\":[[null,1]]}");
    }

    @Test
    void tensors_have_a_shape_and_a_type() {
        assertThat(bodies(V2))
                .containsEntry(
                        "'inputs[0].shape' has one row more",
                        "{\"inputs\":[{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"FP64\",\"data\":[0.5,1]}]}")
                .containsEntry(
                        "'inputs[0].shape' is negative",
                        "{\"inputs\":[{\"name\":\"x\",\"shape\":[-1,2],\"datatype\":\"FP64\",\"data\":[0.5,1]}]}")
                .containsEntry(
                        "'inputs[0].datatype' is unknown",
                        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP7\",\"data\":[0.5,1]}]}")
                .containsEntry(
                        "'inputs[0].data' has one value less",
                        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP64\",\"data\":[1]}]}")
                .containsKey("'inputs[0].shape' is beyond memory");
    }

    @Test
    void the_forms_of_mlflow_are_known() {
        assertThat(added("{\"dataframe_split\": {\"columns\": [\"a\", \"b\"], \"data\": [[1, 2]]}}"))
                .contains(
                        "'dataframe_split.columns' has one value less",
                        "'dataframe_split.data' has a row that is shorter",
                        "'dataframe_split.data[0]' has one value more");
        assertThat(bodies("{\"dataframe_records\": [{\"a\": 1, \"b\": 2}]}"))
                .containsEntry("'dataframe_records[0].a' is missing", "{\"dataframe_records\":[{\"b\":2}]}")
                .containsKey("'dataframe_records[0].a' is a number in a string");
        assertThat(added("{\"inputs\": {\"a\": [1, 2], \"b\": [3, 4]}}")).contains("'inputs.a' has one value less");
    }

    /** A batch may have any number of rows, and a table of one column any number of values. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"instances\": [1, 2]}", "{\"inputs\": {\"a\": [1, 2]}}"})
    void what_may_have_any_length_is_not_made_shorter(String valid) {
        assertThat(added(valid)).noneMatch(name -> name.contains("one value"));
    }

    @Test
    void fields_that_are_unknown_or_there_twice_are_made_if_the_service_takes_none() {
        InvalidRequests closed = InvalidRequests.of("{\"a\": 1, \"b\": [2]}").withClosedFields();

        assertThat(closed.requests())
                .filteredOn(request -> request.name().equals("a field is unknown"))
                .singleElement()
                .satisfies(request -> assertThat(JsonReader.read(request.text()))
                        .asString()
                        .isEqualTo("{no-such-field=1, a=1, b=[2]}"));
        assertThat(closed.requests())
                .filteredOn(request -> request.name().equals("'a' is there twice"))
                .singleElement()
                .satisfies(request -> {
                    assertThat(JsonReader.read(request.text())).asString().isEqualTo("{a=1, b=[2]}");
                    assertThatExceptionOfType(IllegalArgumentException.class)
                            .isThrownBy(() -> JsonReader.readDistinct(request.text()));
                });
        assertThat(InvalidRequests.of("{\"a\": 1}").withClosedFields().requests().stream()
                        .map(InvalidRequest::text)
                        .map(text -> text.replaceAll("\\s", "")))
                .contains("{\"a\":1,\"a\":1}");
    }

    @Test
    void bytes_are_no_utf_8_and_otherwise_valid() {
        byte[] body = InvalidRequests.ofPrediction(V1).requests().stream()
                .filter(request -> request.name().equals("the body is no UTF-8"))
                .findFirst()
                .orElseThrow()
                .body();

        assertThatExceptionOfType(CharacterCodingException.class)
                .isThrownBy(() -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)));
        assertThat(JsonReader.read(new String(body, StandardCharsets.ISO_8859_1)))
                .asString()
                .endsWith("instances=[[0.5, 1]]}");
    }

    @Test
    void requests_of_ones_own_and_other_paths_are_added() {
        HttpRequest template = HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/v1/models/fraud:predict"))
                .build();
        InvalidRequests more = InvalidRequests.of(V1)
                .withBody("a row of strangers", "{\"instances\": [[7, 7]]}")
                .withPath("no such model", "/v1/models/none:predict");

        assertThat(more.requests()).extracting(InvalidRequest::name).endsWith("a row of strangers", "no such model");
        InvalidRequest last = more.requests().get(more.requests().size() - 1);
        assertThat(last.toRequest(template).uri()).hasToString("http://127.0.0.1:1/v1/models/none:predict");
        assertThat(last.text()).isEqualTo(V1);
        assertThat(more.without("no such model").requests())
                .hasSize(more.requests().size() - 1);
    }

    @Test
    void what_is_no_prediction_or_there_twice_is_refused() {
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> InvalidRequests.ofPrediction("{\"rows\": [1]}"))
                .withMessage(
                        "A prediction is asked for by instances, inputs, dataframe_split or dataframe_records, but the valid body has [rows].");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> InvalidRequests.of(V1).withBody("the body is empty", " "))
                .withMessage("The invalid request \"the body is empty\" is there twice.");
    }
}
