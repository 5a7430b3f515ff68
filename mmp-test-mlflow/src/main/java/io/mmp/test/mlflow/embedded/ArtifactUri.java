package io.mmp.test.mlflow.embedded;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Builds and resolves the URIs under which clients find artifacts. */
final class ArtifactUri {

    private static final String SCHEME = "mlflow-artifacts:/";
    private static final int MAX_LENGTH = 2_048;

    /** The schemes that may make a server connect to a host of the client's choice. */
    private static final Pattern NAMES_A_HOST = Pattern.compile(
            "(ftp|sftp|hdfs|viewfs|http|https|mlflow-artifacts|r2|b2|abfss)://[^/?#]+.*", Pattern.DOTALL);

    private ArtifactUri() {}

    /** Return the URI of a path below the server's artifact root. */
    static String of(String path) {
        return SCHEME + path;
    }

    /** Return the path of an artifact below the server's artifact root. */
    static String pathOf(String root, String path) {
        if (!root.startsWith(SCHEME)) {
            throw RestException.invalid(
                    "The embedded server keeps artifacts below '" + SCHEME + "' only, not at '" + root + "'.");
        }
        String base = root.substring(SCHEME.length());
        return path.isEmpty() ? base : append(base, path);
    }

    /** Refuse the location of an experiment's artifacts if MLflow does. */
    static void requireAllowed(String location) {
        if (location.contains("#")) {
            throw RestException.invalid("'artifact_location' URL can't include fragments or params.");
        }
        int query = location.indexOf('?');
        if (query >= 0 && location.indexOf("..", query) >= 0) {
            throw RestException.invalid("Invalid query string");
        }
        Matcher host = NAMES_A_HOST.matcher(location);
        if (host.matches()) {
            throw RestException.invalid(
                    ("'artifact_location' cannot use the '%1$s' scheme: the '%1$s' scheme addresses a "
                                    + "host other than the tracking server's configured artifact storage, so the server would "
                                    + "connect to the host named in the URI. Set the "
                                    + "MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES environment variable on the server to "
                                    + "allow it.")
                            .formatted(host.group(1)));
        }
        if (location.startsWith("runs:")) {
            throw RestException.invalid("Artifact location cannot be a runs:/ URI. Given: '" + location + "'");
        }
        if (location.length() > MAX_LENGTH) {
            throw RestException.invalid(
                    "Invalid artifact path length. The length of the artifact path cannot be greater "
                            + "than " + MAX_LENGTH + " characters. To configure this limit, please set the "
                            + "MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH environment variable.");
        }
    }

    /** Append a path to a URI, in front of its query. */
    static String append(String uri, String path) {
        int query = uri.indexOf('?');
        String base = query < 0 ? uri : uri.substring(0, query);
        return base + (base.endsWith("/") ? "" : "/") + path + (query < 0 ? "" : uri.substring(query));
    }
}
