package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.otlp.OtlpIds;
import io.mmp.test.mlflow.embedded.otlp.OtlpJson;
import io.mmp.test.mlflow.embedded.otlp.OtlpProto;
import io.mmp.test.mlflow.embedded.otlp.OtlpSpan;
import io.mmp.test.mlflow.embedded.otlp.ProtoReader;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.wire.Compressed;
import io.mmp.test.mlflow.embedded.wire.HttpRequest;
import io.mmp.test.mlflow.embedded.wire.HttpResponse;
import io.mmp.test.mlflow.embedded.wire.JsonBody;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The endpoint that takes spans by OpenTelemetry's protocol, which MLflow's own tracing uses too. */
public final class OtlpTraces implements Router.Resource {

    private static final String EXPERIMENT = "x-mlflow-experiment-id";
    private static final String RUN = "x-mlflow-run-id";
    private static final Set<String> KNOWN_SERVICES =
            Set.of("claude-code", "codex_cli_rs", "codex_vscode", "gemini-cli", "qwen-code");
    private static final String SERVICE = "service.name";

    private final TraceState state;
    private final SpanLog log;

    public OtlpTraces(TraceState state) {
        this.state = state;
        log = new SpanLog(state);
    }

    @Override
    public void register(Routes routes) {
        routes.raw("POST", "/v1/traces", request -> export(request, routes));
    }

    private HttpResponse export(HttpRequest request, Routes routes) throws IOException {
        Optional<String> experiment = request.header(EXPERIMENT);
        if (experiment.isEmpty()) {
            Map<String, Object> missing = new LinkedHashMap<>();
            missing.put("type", "missing");
            missing.put("loc", List.of("header", EXPERIMENT));
            missing.put("msg", "Field required");
            putNull(missing, "input");
            return HttpResponse.json(422, Map.of("detail", List.of(missing)));
        }
        try {
            List<OtlpSpan> sent = read(request);
            Map<OtlpSpan, Span> spans = new LinkedHashMap<>();
            Set<String> finished = new LinkedHashSet<>();
            for (OtlpSpan span : sent) {
                if (span.traceId().length == 0 || span.spanId().length == 0) {
                    throw new Refusal(422, "Cannot convert OpenTelemetry span to MLflow span");
                }
                if (span.isRoot()
                        && span.resource().get(SERVICE) instanceof String name
                        && KNOWN_SERVICES.contains(name)) {
                    span.noteService(name);
                }
                if (span.isRoot()) {
                    finished.add(OtlpIds.ofTrace(span.traceId()));
                }
                spans.put(span, convert(span));
            }
            if (!spans.isEmpty()) {
                routes.alone(() -> {
                    log.add(experiment.get(), spans);
                    request.header(RUN)
                            .filter(run -> !run.isEmpty())
                            .ifPresent(run ->
                                    finished.forEach(id -> state.linkedRuns(id).add(run)));
                    return Map.of();
                });
            }
            return HttpResponse.empty(200, "application/x-protobuf");
        } catch (UnhandledRequestException likeMlflow) {
            return HttpResponse.CRASHED;
        } catch (Refusal refusal) {
            return HttpResponse.json(refusal.status, Map.of("detail", String.valueOf(refusal.getMessage())));
        }
    }

    private static Span convert(OtlpSpan span) {
        try {
            return Span.of(span);
        } catch (IllegalArgumentException tooLong) {
            throw new Refusal(422, "Failed to log OpenTelemetry spans");
        }
    }

    private static List<OtlpSpan> read(HttpRequest request) throws IOException {
        Optional<String> type = request.header("Content-Type");
        String media = type.map(text -> text.split(";", 2)[0].strip()).orElse("");
        if (!media.equals("application/x-protobuf") && !media.equals("application/json")) {
            throw new Refusal(
                    400,
                    "Invalid Content-Type: " + type.orElse("None")
                            + ". Expected: application/x-protobuf or application/json");
        }
        String encoding = request.header("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
        return JsonBody.readAll(request, body -> {
            try {
                byte[] plain = decompressed(body, encoding);
                Optional<List<OtlpSpan>> spans =
                        media.equals("application/json") ? OtlpJson.read(plain) : OtlpProto.read(plain);
                return spans.orElseThrow(() -> new Refusal(400, "Invalid OpenTelemetry format - no spans found"));
            } catch (ProtoReader.MalformedException malformed) {
                throw new Refusal(400, "Invalid OpenTelemetry format");
            }
        });
    }

    private static byte[] decompressed(byte[] body, String encoding) {
        try {
            return switch (encoding) {
                case "" -> body;
                case "gzip" -> Compressed.gzip(body);
                case "deflate" -> Compressed.deflate(body);
                default -> throw new Refusal(400, "Unsupported Content-Encoding: " + encoding);
            };
        } catch (IOException broken) {
            throw new Refusal(400, "Failed to decompress " + encoding + " payload");
        }
    }

    @SuppressWarnings("NullAway") // the answer has a null there
    private static void putNull(Map<String, Object> tree, String name) {
        tree.put(name, null);
    }

    /** Ends a request with an answer that is no MLflow error. */
    private static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;

        Refusal(int status, String detail) {
            super(detail, null, false, false);
            this.status = status;
        }
    }
}
