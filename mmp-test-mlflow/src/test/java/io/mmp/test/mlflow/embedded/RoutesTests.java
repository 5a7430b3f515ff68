package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every route that the installed MLflow has is either served here or named when the server ends. */
@Tag("e2e")
@EnabledIfMlflowProcess
class RoutesTests {

    private static final String ROUTES = """
            import re
            from mlflow.server import app
            from mlflow.server.fastapi_app import app as outer
            routes = {(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}}
            routes |= {(method.upper(), path) for path, methods in outer.openapi()["paths"].items() for method in methods}
            for method, path in sorted(routes):
                print("ROUTE", method, re.sub(r"[<{][^>}]*[>}]", "x", path))
            """;

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @TempDir
    Path directory;

    @Test
    void no_route_is_silently_missing() throws Exception {
        Files.writeString(directory.resolve("routes.py"), ROUTES);
        PythonProgram.Result result = PythonProgram.run(
                directory,
                Map.of("MLFLOW_TRACKING_URI", "sqlite:///" + directory.resolve("mlflow.db")),
                directory.resolve("routes.py").toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        List<String[]> routes = result.output()
                .lines()
                .filter(line -> line.startsWith("ROUTE "))
                .map(line -> line.split(" ", 3))
                .toList();
        assertThat(routes).hasSizeGreaterThan(300);

        List<String> silent = new ArrayList<>();
        for (String[] route : routes) {
            Rest.Answer answer = server.rest().send(route[1], route[2], route[1].equals("GET") ? "" : "{}");
            boolean isMissing = answer.status() == 405
                    || (answer.status() == 404 && answer.body().startsWith("<!doctype html>"));
            if (isMissing && !server.server().unsupportedCalls().containsKey(route[1] + " " + route[2])) {
                silent.add(route[1] + " " + route[2] + " is answered " + answer.status());
            }
        }
        assertThat(silent).isEmpty();
    }
}
