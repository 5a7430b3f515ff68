package io.mmp.test.mlflow.embedded.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.RawHttp;
import io.mmp.test.mlflow.embedded.Rest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans by OpenTelemetry's protocol; what the real server says to each of some 200 bodies is compared in {@code PythonTracingTests}. */
class OtlpTracesTests {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";
    private static final String ID = "tr-0af7651916cd43dd8448eb211c80319c";
    private static final String MALFORMED = "{\"detail\":\"Invalid OpenTelemetry format\"}";

    /** An {@code ExportTraceServiceRequest} with one span, as OpenTelemetry's Python classes write it. */
    private static final byte[] GOLDEN = Base64.getMimeDecoder().decode("""
            CosCChgKFgoMc2VydmljZS5uYW1lEgYKBHNob3AS7gES6wEKEAr3ZRkWzUPdhEjrIRyAMZwSCLeta3FpIDMxGgNhPWIqB2dyw7bD
            n2UwAzkBAPrtUXKGGEEAL2JHUnKGGEoLCgFzEgYKBPCfmIBKBwoBdBICEAFKEAoBaRILGPv//////////wFKDgoBZBIJIQAAAAAA
            AOA/SgkKAWISBDoCACdKDQoBbBIIKgYKAhgBCgBKEQoBbRIMMgoKCAoBaxIDCgF2SggKBG5vbmUSAFoVCQcAAAAAAAAAEgFlGgcK
            AXgSAhgBahwKEEv5LzV3s02mo86SnQ4ORzYSCADwZ6oLqQK3egcSA2JhZBgC
            """);

    /** The same span in JSON, where ids are hexadecimal, but those of links base64, which MLflow leaves as they are. */
    private static final String GOLDEN_JSON = """
            {"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]},
            "scopeSpans": [{"spans": [{"traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203331",
            "traceState": "a=b", "name": "gr\\u00f6\\u00dfe", "kind": "SPAN_KIND_CLIENT",
            "startTimeUnixNano": "1767225600000000001", "endTimeUnixNano": "1767225601500000000", "attributes": [
            {"key": "s", "value": {"stringValue": "\\ud83d\\ude00"}}, {"key": "t", "value": {"boolValue": true}},
            {"key": "i", "value": {"intValue": "-5"}}, {"key": "d", "value": {"doubleValue": 0.5}},
            {"key": "b", "value": {"bytesValue": "ACc="}},
            {"key": "l", "value": {"arrayValue": {"values": [{"intValue": "1"}, {}]}}},
            {"key": "m", "value": {"kvlistValue": {"values": [{"key": "k", "value": {"stringValue": "v"}}]}}},
            {"key": "none", "value": {}}],
            "events": [{"timeUnixNano": "7", "name": "e", "attributes": [{"key": "x", "value": {"intValue": "1"}}]}],
            "links": [{"traceId": "S/kvNXezTaajzpKdDg5HNg==", "spanId": "APBnqgupArc="}],
            "status": {"message": "bad", "code": "STATUS_CODE_ERROR"}}]}]}]}
            """;

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @Test
    void a_span_in_protobuf_is_kept_as_it_is() {
        assertThat(send(GOLDEN, PROTOBUF).status()).isEqualTo(200);

        assertThatTheGoldenSpanIsKept();
    }

    @Test
    void a_span_in_json_is_kept_as_it_is() {
        assertThat(send(GOLDEN_JSON.getBytes(UTF_8), JSON).status()).isEqualTo(200);

        assertThatTheGoldenSpanIsKept();
    }

    private void assertThatTheGoldenSpanIsKept() {
        Rest.Answer trace = server.rest().get("/api/3.0/mlflow/traces/get?trace_id=" + ID);
        assertThat(trace.at("trace.trace_info.state")).isEqualTo("ERROR");
        assertThat(trace.at("trace.trace_info.execution_duration")).isEqualTo("1.500s");
        assertThat(trace.at("trace.trace_info.tags").toString()).contains("service.name=shop");
        assertThat(trace.at("trace.spans.0.name")).isEqualTo("größe");
        assertThat(trace.at("trace.spans.0.start_time_unix_nano")).isEqualTo(1767225600000000001L);
        assertThat(trace.at("trace.spans.0.status").toString()).isEqualTo("{code=STATUS_CODE_ERROR, message=bad}");
        assertThat(trace.at("trace.spans.0.attributes").toString())
                .isEqualTo("[{key=s, value={string_value=😀}}, {key=t, value={bool_value=true}}, "
                        + "{key=i, value={int_value=-5}}, {key=d, value={double_value=0.5}}, "
                        + "{key=b, value={string_value=b\"\\x00'\"}}, "
                        + "{key=l, value={array_value={values=[{int_value=1}, {}]}}}, "
                        + "{key=m, value={kvlist_value={values=[{key=k, value={string_value=v}}]}}}, {key=none}, "
                        + "{key=mlflow.traceRequestId, value={string_value=" + ID + "}}]");
        assertThat(trace.at("trace.spans.0.events").toString())
                .isEqualTo("[{time_unix_nano=7, name=e, attributes=[{key=x, value={int_value=1}}]}]");
        assertThat(trace.at("trace.spans.0.links").toString())
                .isEqualTo("[{trace_id=S/kvNXezTaajzpKdDg5HNg==, span_id=APBnqgupArc=}]");
    }

    @Test
    void no_body_that_is_cut_or_has_a_wrong_byte_is_an_error_of_the_server() {
        for (int length = 1; length < GOLDEN.length; length++) {
            Rest.Answer answer = send(Arrays.copyOf(GOLDEN, length), PROTOBUF);

            assertThat(answer.status())
                    .as("%s bytes: %s", length, answer.body())
                    .isEqualTo(400);
            assertThat(answer.body()).isEqualTo(MALFORMED);
        }
        for (int at = 0; at < GOLDEN.length; at++) {
            byte[] wrong = GOLDEN.clone();
            wrong[at] ^= (byte) 0x93;
            Rest.Answer answer = send(wrong, PROTOBUF);

            // A time beyond 2262 is refused as MLflow refuses it, with a 500.
            assertThat(answer.body()).as("byte %s", at).doesNotContain("<title>500");
            assertThat(answer.status()).isIn(200, 400, 422, 500);
        }
    }

    @Test
    void json_that_is_cut_is_refused() {
        byte[] json = GOLDEN_JSON.strip().getBytes(UTF_8);
        for (int length = 0; length < json.length; length += 7) {
            Rest.Answer answer = send(Arrays.copyOf(json, length), JSON);

            assertThat(answer.status())
                    .as("%s bytes: %s", length, answer.body())
                    .isEqualTo(400);
            assertThat(answer.body()).isEqualTo(MALFORMED);
        }
    }

    @Test
    void a_body_without_spans_is_refused_and_one_without_experiment_too() {
        assertThat(send(new byte[0], PROTOBUF).body())
                .isEqualTo("{\"detail\":\"Invalid OpenTelemetry format - no spans found\"}");
        assertThat(send("{}".getBytes(UTF_8), JSON).body())
                .isEqualTo("{\"detail\":\"Invalid OpenTelemetry format - no spans found\"}");
        Rest.Answer answer = server.rest().post("/v1/traces", GOLDEN, "Content-Type", PROTOBUF);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .isEqualTo("{\"detail\":[{\"type\":\"missing\",\"loc\":[\"header\",\"x-mlflow-experiment-id\"],"
                        + "\"msg\":\"Field required\",\"input\":null}]}");
        assertThat(send(GOLDEN, "text/plain").body())
                .isEqualTo("{\"detail\":\"Invalid Content-Type: text/plain. Expected: application/x-protobuf or"
                        + " application/json\"}");
    }

    @Test
    void a_body_that_is_shorter_than_it_says_is_no_error_of_the_server() throws IOException {
        RawHttp http = new RawHttp(server.server().uri(), Duration.ofSeconds(10), RawHttp.End.SAID);

        RawHttp.Answer answer = http.send("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "x-mlflow-experiment-id: 0\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{}");

        // JDK 25's server hangs up.
        assertThat(answer.status()).isIn(0, 400);
    }

    @Test
    void compressed_bodies_are_read() throws IOException {
        byte[] gzip = gzip(GOLDEN);
        byte[] deflate = deflate(GOLDEN);
        byte[] parts = joined(gzip(Arrays.copyOf(GOLDEN, 9)), gzip(Arrays.copyOfRange(GOLDEN, 9, GOLDEN.length)));

        assertThat(send(gzip, PROTOBUF, "Content-Encoding", "gzip").status()).isEqualTo(200);
        assertThat(send(gzip, PROTOBUF, "Content-Encoding", "GZIP").status()).isEqualTo(200);
        assertThat(send(parts, PROTOBUF, "Content-Encoding", "gzip").status()).isEqualTo(200);
        assertThat(send(joined(gzip, new byte[9]), PROTOBUF, "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(200);
        assertThat(send(deflate, PROTOBUF, "Content-Encoding", "deflate").status())
                .isEqualTo(200);
        assertThat(send(Arrays.copyOfRange(deflate, 2, deflate.length - 4), PROTOBUF, "Content-Encoding", "deflate")
                        .status())
                .isEqualTo(200);
        assertThatTheGoldenSpanIsKept();
    }

    @Test
    void broken_compression_is_refused() throws IOException {
        byte[] gzip = gzip(GOLDEN);
        for (byte[] broken : List.of(
                Arrays.copyOf(gzip, gzip.length - 3),
                Arrays.copyOf(gzip, 5),
                joined(gzip, "tail".getBytes(UTF_8)),
                joined(gzip, "a tail of more than thirty bytes, as long as a head".getBytes(UTF_8)),
                joined(Arrays.copyOf(gzip, gzip.length - 8), new byte[8]),
                GOLDEN)) {
            Rest.Answer answer = send(broken, PROTOBUF, "Content-Encoding", "gzip");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"detail\":\"Failed to decompress gzip payload\"}");
        }
        assertThat(send(GOLDEN, PROTOBUF, "Content-Encoding", "deflate").body())
                .isEqualTo("{\"detail\":\"Failed to decompress deflate payload\"}");
        assertThat(send(GOLDEN, PROTOBUF, "Content-Encoding", "br").body())
                .isEqualTo("{\"detail\":\"Unsupported Content-Encoding: br\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {PROTOBUF, JSON})
    void a_few_bytes_that_ask_for_gigabytes_are_refused(String media) throws IOException {
        byte[] bomb = gzip(new byte[64 << 20]);

        Rest.Answer answer = send(bomb, media, "Content-Encoding", "gzip");

        assertThat(bomb).hasSizeLessThan(100_000);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body())
                .contains("The embedded server reads bodies of at most 33554432 bytes; this one is compressed and has"
                        + " more. Send fewer spans at a time.");
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        Rest.Answer answer = send(new byte[(32 << 20) + 1], PROTOBUF);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body())
                .contains("The embedded server reads bodies of at most 33554432 bytes; this one has more. Send fewer"
                        + " spans at a time.");
    }

    @Test
    void many_empty_spans_are_refused_before_they_fill_the_memory() {
        byte[] spans = "\u0012\0".repeat(300_000).getBytes(ISO_8859_1);

        Rest.Answer answer = send(message(1, message(2, spans)), PROTOBUF);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body())
                .contains("The embedded server reads messages of at most 250000 fields. Send fewer spans at a time.");
    }

    @Test
    void values_are_nested_as_deep_as_protobuf_allows() {
        assertThat(send(nested(47), PROTOBUF).status()).isEqualTo(422); // the span has no ids
        assertThat(send(nested(48), PROTOBUF).body()).isEqualTo(MALFORMED);
        assertThat(send(nested(100_000), PROTOBUF).body()).isEqualTo(MALFORMED);
    }

    /** Return a request with a span whose attribute is a list in a list, so many times. */
    private static byte[] nested(int depth) {
        ByteArrayOutputStream heads = new ByteArrayOutputStream();
        int length = 0;
        byte[][] levels = new byte[2 * depth][];
        for (int i = 0; i < 2 * depth; i++) {
            levels[i] = head(i % 2 == 0 ? 1 : 5, length);
            length += levels[i].length;
        }
        IntStream.range(0, 2 * depth).forEach(i -> heads.writeBytes(levels[2 * depth - 1 - i]));
        byte[] attribute = joined(message(1, new byte[] {'k'}), message(2, heads.toByteArray()));
        return message(1, message(2, message(2, message(9, attribute))));
    }

    private Rest.Answer send(byte[] body, String media, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 4);
        System.arraycopy(
                new String[] {"Content-Type", media, "x-mlflow-experiment-id", "0"}, 0, all, headers.length, 4);
        return server.rest().post("/v1/traces", body, all);
    }

    private static byte[] message(int field, byte[] content) {
        return joined(head(field, content.length), content);
    }

    private static byte[] head(int field, int length) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write((field << 3) | 2);
        int left = length;
        for (; left > 0x7f; left >>>= 7) {
            head.write((left & 0x7f) | 0x80);
        }
        head.write(left);
        return head.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
