package io.mmp.test.mlflow.client;

import java.net.URI;

/**
 * Locates an artifact root that an MLflow server serves through its {@code mlflow-artifacts} endpoints.
 *
 * @param rest the server that serves the artifacts, nearly always the tracking server itself
 * @param path the root below the server's artifact destination
 * @param owner whose artifacts these are, such as {@code run 'a1b2'}
 */
record ArtifactRoot(MlflowRest rest, String path, String owner) {

    private static final String SCHEME = "mlflow-artifacts:";
    private static final String ENDPOINT = "/api/2.0/mlflow-artifacts/artifacts";

    /** Resolve an artifact URI; credentials of the tracking URI are sent to no other server. */
    static ArtifactRoot resolve(MlflowRest tracking, String artifactUri, String owner) {
        int endpoint = artifactUri.indexOf(ENDPOINT + "/");
        if (endpoint > 0 && artifactUri.matches("https?://.*")) {
            String path = artifactUri.substring(endpoint + ENDPOINT.length());
            return new ArtifactRoot(server(tracking, artifactUri.substring(0, endpoint)), trim(path), owner);
        }
        if (!artifactUri.startsWith(SCHEME)) {
            throw new MlflowException(
                    ("The artifacts of %s are at '%s', which MLflow at %s does not serve. Start the server with"
                                    + " --artifacts-destination instead of --default-artifact-root, so that it serves them as mlflow-artifacts:/")
                            .formatted(owner, artifactUri, tracking.base()));
        }
        String rest = artifactUri.substring(SCHEME.length());
        if (!rest.startsWith("//")) {
            return new ArtifactRoot(tracking, trim(rest), owner);
        }
        int slash = (rest + "/").indexOf('/', 2);
        String host = rest.substring(2, slash);
        if (host.isEmpty()) {
            return new ArtifactRoot(tracking, trim(rest), owner);
        }
        URI base = URI.create(tracking.base());
        String other = base.getScheme() + "://" + host + base.getRawPath();
        return new ArtifactRoot(server(tracking, other), trim(rest.substring(slash)), owner);
    }

    /** Return the endpoint of a file below this root. */
    String endpoint(String relative) {
        return "mlflow-artifacts/artifacts/" + full(relative);
    }

    /** Return the path below the server's artifact destination. */
    String full(String relative) {
        return relative.isEmpty() ? path : ArtifactPath.join(path, relative);
    }

    private static MlflowRest server(MlflowRest tracking, String base) {
        return base.equals(tracking.base()) ? tracking : MlflowRest.at(URI.create(base));
    }

    private static String trim(String path) {
        return path.replaceAll("^/+|/+$", "");
    }
}
