package io.mmp.test.mlflow.embedded.file;

import io.mmp.test.mlflow.embedded.python.PythonUrl;
import io.mmp.test.mlflow.embedded.wire.RestException;

/** Builds and resolves the URIs under which clients find artifacts. */
public final class ArtifactUri {

    private static final String SCHEME = "mlflow-artifacts:/";
    private static final int MAX_LENGTH = 2_048;

    private ArtifactUri() {}

    /** Return the URI of a path below the server's artifact root. */
    public static String of(String path) {
        return SCHEME + path;
    }

    /** Return the path of an artifact below the server's artifact root. */
    public static String pathOf(String root, String path) {
        if (!root.startsWith(SCHEME)) {
            throw RestException.invalid(
                    "The embedded server keeps artifacts below '" + SCHEME + "' only, not at '" + root + "'.");
        }
        String base = root.substring(SCHEME.length());
        return path.isEmpty() ? base : append(base, path);
    }

    /** Refuse the location of an experiment's artifacts if MLflow does. */
    public static void requireAllowed(String location) {
        PythonUrl url = PythonUrl.parse(location);
        if (!url.fragment().isEmpty() || !url.params().isEmpty()) {
            throw RestException.invalid("'artifact_location' URL can't include fragments or params.");
        }
        if (SafePath.decoded(url.query()).contains("..")) {
            throw RestException.invalid("Invalid query string");
        }
        SourceUri uri = new SourceUri(location, url.scheme(), url.netloc(), url.path());
        uri.requireNoHost("artifact_location");
        if (location.startsWith("runs:")) {
            throw RestException.invalid("Artifact location cannot be a runs:/ URI. Given: '" + location + "'");
        }
        uri.isLocal();
        if (location.codePointCount(0, location.length()) > MAX_LENGTH) {
            throw RestException.invalid(
                    "Invalid artifact path length. The length of the artifact path cannot be greater "
                            + "than " + MAX_LENGTH + " characters. To configure this limit, please set the "
                            + "MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH environment variable.");
        }
    }

    /** Append a path to a URI, in front of its query. */
    public static String append(String uri, String path) {
        int query = uri.indexOf('?');
        String base = query < 0 ? uri : uri.substring(0, query);
        return base + (base.endsWith("/") ? "" : "/") + path + (query < 0 ? "" : uri.substring(query));
    }
}
