package io.mmp.test.mlflow.embedded;

/** Builds and resolves the URIs under which clients find artifacts. */
final class ArtifactUri {

    private static final String SCHEME = "mlflow-artifacts:/";

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

    /** Append a path to a URI, in front of its query. */
    static String append(String uri, String path) {
        int query = uri.indexOf('?');
        String base = query < 0 ? uri : uri.substring(0, query);
        return base + (base.endsWith("/") ? "" : "/") + path + (query < 0 ? "" : uri.substring(query));
    }
}
