package io.mmp.test.mlflow.embedded.file;

import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.HttpRequest;
import io.mmp.test.mlflow.embedded.wire.HttpResponse;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/** The endpoints below {@code mlflow-artifacts}, through which clients read and write files; bodies are streamed. */
public final class ArtifactProxy implements Router.Resource {

    private static final Logger LOG = System.getLogger(ArtifactProxy.class.getName());
    private static final String ARTIFACTS = "2.0/mlflow-artifacts/artifacts";
    private static final Schema LIST = Schema.of(Field.string("path"));
    private static final Field PART_OF = Field.string("path").required().typed();
    private static final Field UPLOAD_ID = Field.string("upload_id").typed();
    private static final Map<String, Schema> MULTIPART_STEPS = Map.of(
            "create",
                    Schema.of(
                            PART_OF, Field.scalar("num_parts", FieldType.INT64).integerLike()),
            "complete",
                    Schema.of(
                            PART_OF,
                            UPLOAD_ID,
                            Field.objects("parts", Schema.of()).required()),
            "abort", Schema.of(PART_OF, UPLOAD_ID));

    private final ArtifactStore store;

    public ArtifactProxy(ArtifactStore store) {
        this.store = store;
    }

    @Override
    public void register(Routes routes) {
        routes.raw("GET", ARTIFACTS, this::list);
        routes.raw("GET", ARTIFACTS + "/{path*}", crashing(this::download));
        routes.raw("PUT", ARTIFACTS + "/{path*}", crashing(this::upload));
        routes.raw("DELETE", ARTIFACTS + "/{path*}", this::delete);
        MULTIPART_STEPS.forEach((step, schema) -> routes.raw(
                "POST",
                "2.0/mlflow-artifacts/mpu/" + step + "/{artifact_path+}",
                request -> refuseParts(request, schema)));
        routes.raw("GET", "2.0/mlflow-artifacts/presigned/{artifact_path+}", request -> {
            SafePath.of(pathOf(request, "artifact_path"));
            throw new RestException(
                    ErrorCode.NOT_IMPLEMENTED,
                    "Multipart download is not supported for the current artifact repository");
        });
    }

    /** Files go through another framework in MLflow, which answers an unexpected error in its own way. */
    private static Routes.Handler crashing(Routes.Handler handler) {
        return request -> {
            try {
                return handler.answer(request);
            } catch (UnhandledRequestException likeMlflow) {
                return HttpResponse.CRASHED;
            }
        };
    }

    private HttpResponse list(HttpRequest request) throws IOException {
        String path = SafePath.of(request.message(LIST).string("path"));
        Map<String, Object> answer = new LinkedHashMap<>();
        Trees.putUnlessEmpty(answer, "files", store.list(path));
        return HttpResponse.json(200, answer);
    }

    private HttpResponse download(HttpRequest request) throws IOException {
        String path = SafePath.of(pathOf(request, "path"));
        if (path.isEmpty() && request.method().equals("HEAD")) {
            return HttpResponse.NOT_FOUND;
        }
        if (store.isDirectory(path)) {
            return detail("Artifact path refers to a directory, not a file: '" + path + "'");
        }
        return ArtifactFile.of(store, path, request);
    }

    private HttpResponse upload(HttpRequest request) throws IOException {
        String path = SafePath.of(pathOf(request, "path"));
        if (path.isEmpty() || path.endsWith("/")) {
            return detail("Artifact path must include a filename (cannot end with '/').");
        }
        int end = path.lastIndexOf('/');
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        String directory = path.substring(0, Math.max(0, end));
        if (!directory.isEmpty() && !SafePath.isUnique(directory)) {
            throw new RestException(
                    ErrorCode.INTERNAL_ERROR,
                    "Invalid artifact path: '" + directory + "'. " + SafePath.resolvesTo(directory));
        }
        try {
            store.write(path, request.body());
            return new HttpResponse(200, Map.of(), 0, out -> {});
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "Artifact {0} could not be written: {1}", path, failure);
            return HttpResponse.CRASHED;
        }
    }

    private HttpResponse delete(HttpRequest request) throws IOException {
        String path = SafePath.of(pathOf(request, "path"));
        if (path.isEmpty()) {
            return HttpResponse.NOT_FOUND;
        }
        if (SafePath.normalize(path).equals(".")) {
            throw new UnhandledRequestException("The root of the artifacts cannot be deleted");
        }
        store.delete(path);
        return HttpResponse.json(200, Map.of());
    }

    private static HttpResponse refuseParts(HttpRequest request, Schema schema) throws IOException {
        SafePath.of(pathOf(request, "artifact_path"));
        request.message(schema);
        throw new RestException(
                ErrorCode.NOT_IMPLEMENTED, "Multipart upload is not supported for the current artifact repository");
    }

    private static String pathOf(HttpRequest request, String variable) {
        return request.variables().getOrDefault(variable, "");
    }

    private static HttpResponse detail(String text) {
        return HttpResponse.json(400, Map.of("detail", text));
    }
}
