package io.mmp.test.mlflow.embedded.download;

import io.mmp.test.mlflow.embedded.file.ArtifactFile;
import io.mmp.test.mlflow.embedded.file.ArtifactStore;
import io.mmp.test.mlflow.embedded.file.ArtifactUri;
import io.mmp.test.mlflow.embedded.file.SafePath;
import io.mmp.test.mlflow.embedded.registry.RegistryState;
import io.mmp.test.mlflow.embedded.tracking.TrackingState;
import io.mmp.test.mlflow.embedded.wire.HttpRequest;
import io.mmp.test.mlflow.embedded.wire.HttpResponse;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The addresses from which people, rather than clients, download a file of a run or of a model version. */
public final class ArtifactDownloads implements Router.Resource {

    private static final HttpResponse BAD_REQUEST = HttpResponse.errorPage(
            400, "Bad Request", "The browser (or proxy) sent a request that this server could not understand.");

    private final TrackingState tracking;
    private final RegistryState registry;
    private final ArtifactStore store;

    public ArtifactDownloads(TrackingState tracking, RegistryState registry, ArtifactStore store) {
        this.tracking = tracking;
        this.registry = registry;
        this.store = store;
    }

    @Override
    public void register(Routes routes) {
        routes.raw("GET", "/get-artifact", this::ofRun);
        routes.raw("GET", "/model-versions/get-artifact", this::ofVersion);
    }

    private HttpResponse ofRun(HttpRequest request) throws IOException {
        Optional<String> path = parameter(request, "path");
        if (path.isEmpty()) {
            return BAD_REQUEST;
        }
        String safe = SafePath.of(path.get());
        String run = parameter(request, "run_id")
                .or(() -> parameter(request, "run_uuid"))
                .orElse("None");
        return file(tracking.run(run).artifactUri, safe, request);
    }

    private HttpResponse ofVersion(HttpRequest request) throws IOException {
        Optional<String> name = parameter(request, "name");
        Optional<String> version = parameter(request, "version");
        Optional<String> path = parameter(request, "path");
        if (name.isEmpty() || version.isEmpty() || path.isEmpty()) {
            return BAD_REQUEST;
        }
        String safe = SafePath.of(path.get());
        return file(registry.downloadUri(name.get(), version.get()), safe, request);
    }

    private HttpResponse file(String root, String path, HttpRequest request) throws IOException {
        String full = ArtifactUri.pathOf(root, path);
        if (store.isDirectory(full)) {
            throw RestException.invalid(
                    "Artifact path refers to a directory, not a file: '" + full + (path.isEmpty() ? "/" : "") + "'");
        }
        return ArtifactFile.cached(store, full, request);
    }

    private static Optional<String> parameter(HttpRequest request, String name) {
        return request.query().getOrDefault(name, List.of()).stream().findFirst();
    }
}
