package io.mmp.test.mlflow;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The variables that make a subprocess log to one server, whatever this JVM hands down to it.
 *
 * <p>A variable cannot be taken away from a subprocess by a map, but be given the value that MLflow 3.17.2 takes for none. Only what this
 * JVM has is overwritten, so that elsewhere the map stays as short as it can be.
 */
final class ChildEnvironment {

    private static final Set<String> NO_PROXY = Set.of("NO_PROXY", "no_proxy");
    private static final Set<String> PROXIES =
            Set.of("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");

    /** What sends runs, models and traces elsewhere, and the value that MLflow takes for none. */
    private static final Map<String, String> DESTINATIONS = Map.of(
            "MLFLOW_RUN_ID", "",
            "MLFLOW_WORKSPACE", "",
            "MLFLOW_ACTIVE_MODEL_ID", "",
            "_MLFLOW_ACTIVE_MODEL_ID", "",
            "MLFLOW_RUN_CONTEXT", "{}",
            "MLFLOW_TRACING_DESTINATION", "",
            "OTEL_EXPORTER_OTLP_ENDPOINT", "",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "",
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "");

    /** What a server asks for that the tests have not started. */
    private static final Map<String, String> CREDENTIALS = Map.of(
            "MLFLOW_TRACKING_USERNAME", "",
            "MLFLOW_TRACKING_PASSWORD", "",
            "MLFLOW_TRACKING_TOKEN", "",
            "MLFLOW_TRACKING_AUTH", "",
            "MLFLOW_TRACKING_AWS_SIGV4", "false",
            "MLFLOW_TRACKING_INSECURE_TLS", "false",
            "MLFLOW_TRACKING_CLIENT_CERT_PATH", "",
            "MLFLOW_TRACKING_SERVER_CERT_PATH", "");

    private ChildEnvironment() {}

    /** Name what a subprocess needs to log to a server that was started for the tests, on this machine. */
    static Map<String, String> ofOwn(
            URI uri, String experimentId, String experimentName, Map<String, String> inherited) {
        Map<String, String> variables = new TreeMap<>(of(uri, experimentId, experimentName, inherited));
        overwrite(variables, CREDENTIALS, inherited);
        if (!Collections.disjoint(inherited.keySet(), PROXIES)) {
            // Which of the two spellings counts differs between clients, and an empty one may hide the other.
            String hosts = Stream.concat(
                            NO_PROXY.stream().sorted().map(name -> inherited.getOrDefault(name, "")),
                            Stream.of(uri.getHost(), "localhost"))
                    .filter(host -> !host.isBlank())
                    .distinct()
                    .collect(Collectors.joining(","));
            NO_PROXY.forEach(name -> variables.put(name, hosts));
        }
        return Map.copyOf(variables);
    }

    /** Name what a subprocess needs to log to a server that runs already: the way to it and the credentials are left to the user. */
    static Map<String, String> of(URI uri, String experimentId, String experimentName, Map<String, String> inherited) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("MLFLOW_TRACKING_URI", uri.toString());
        variables.put("MLFLOW_REGISTRY_URI", uri.toString());
        variables.put("MLFLOW_EXPERIMENT_ID", experimentId);
        // An empty name would be looked up, and a name that does not belong to the id is refused.
        overwrite(variables, Map.of("MLFLOW_EXPERIMENT_NAME", experimentName), inherited);
        overwrite(variables, DESTINATIONS, inherited);
        return Map.copyOf(variables);
    }

    private static void overwrite(
            Map<String, String> variables, Map<String, String> values, Map<String, String> inherited) {
        values.forEach((name, value) -> {
            if (inherited.containsKey(name)) {
                variables.put(name, value);
            }
        });
    }
}
