package io.mmp.test.mlflow.embedded;

import io.mmp.test.mlflow.embedded.wire.HttpResponse;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import java.util.Map;

/** The endpoints that tell what this server is: health, version, capabilities. */
final class ServerInfo implements Router.Resource {

    /** The version of MLflow whose behaviour is reproduced. */
    static final String VERSION = "3.17.2";

    @Override
    public void register(Routes routes) {
        routes.raw("GET", "/health", request -> HttpResponse.text(200, "text/plain", "OK"));
        routes.raw("GET", "/version", request -> HttpResponse.text(200, "text/html", VERSION));
        routes.raw("GET", "3.0/mlflow/server-info", request -> HttpResponse.json(200, capabilities()));
    }

    private static Map<String, Object> capabilities() {
        return Map.of(
                "store_type", "SqlStore",
                "workspaces_enabled", false,
                "trace_archival_enabled", false,
                "multipart_uploads_enabled", false,
                "multipart_downloads_enabled", false,
                "presigned_upload_run_id_supported", true,
                "presigned_upload_model_id_supported", true,
                "features_enabled", Map.of("gateway", true));
    }
}
