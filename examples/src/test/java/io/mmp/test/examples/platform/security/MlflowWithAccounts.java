package io.mmp.test.examples.platform.security;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.mlflow.process.MlflowInstallation;
import io.mmp.test.python.PythonEnvironment;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The real MLflow with its own basic authentication, one experiment, and accounts with different rights to it. */
final class MlflowWithAccounts implements AutoCloseable {

    /** What MLflow needs for it and does not bring. */
    private static final PythonEnvironment FORMS = PythonEnvironment.of(
                    "flask-wtf", "Flask-WTF==1.2.2", "WTForms==3.2.1")
            .withoutDependencies();

    private final ManagedServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private String experiment = "";

    private MlflowWithAccounts(ManagedServer server) {
        this.server = server;
    }

    static MlflowWithAccounts start(Path directory) throws IOException, InterruptedException {
        Path settings = Files.writeString(
                directory.resolve("auth.ini"), """
                [mlflow]
                default_permission = NO_PERMISSIONS
                database_uri = sqlite:///%s
                admin_username = admin
                admin_password = %s
                auth_cache_ttl_seconds = 600
                authorization_function = mlflow.server.auth:authenticate_request_basic_auth
                """.formatted(directory.resolve("auth.db"), password("admin")));
        ServerSpec spec = ServerSpec.of(
                        "mlflow-auth",
                        MlflowInstallation.ensure().python().toString(),
                        "-m",
                        "mlflow",
                        "server",
                        "--app-name",
                        "basic-auth",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "{port}",
                        "--workers",
                        "1",
                        "--backend-store-uri",
                        "sqlite:///" + directory.resolve("mlflow.db"),
                        "--default-artifact-root",
                        directory.resolve("artifacts").toUri().toString())
                .withEnvironment(Map.of(
                        "PYTHONPATH", packages(FORMS.install()).toString(),
                        "MLFLOW_AUTH_CONFIG_PATH", settings.toString(),
                        "MLFLOW_FLASK_SERVER_SECRET_KEY", "of-this-test"))
                .withStartupTimeout(Duration.ofMinutes(4));
        MlflowWithAccounts mlflow = new MlflowWithAccounts(ManagedServer.start(spec));
        mlflow.makeAccounts();
        return mlflow;
    }

    private static Path packages(Path environment) throws IOException {
        try (Stream<Path> files = Files.walk(environment, 4)) {
            return files.filter(path -> path.endsWith("site-packages"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static String password(String account) {
        return "the-password-of-" + account;
    }

    private void makeAccounts() throws IOException, InterruptedException {
        experiment = String.valueOf(JSON.std
                .mapFrom(post("2.0/mlflow/experiments/create", Map.of("name", "fraud")))
                .get("experiment_id"));
        for (String account : List.of("editor", "viewer", "outsider")) {
            post("2.0/mlflow/users/create", Map.of("username", account, "password", password(account)));
        }
        grant("editor", "EDIT");
        grant("viewer", "READ");
    }

    private void grant(String account, String permission) throws IOException, InterruptedException {
        post(
                "3.0/mlflow/users/permissions/grant",
                Map.of(
                        "username",
                        account,
                        "resource_type",
                        "experiment",
                        "resource_id",
                        experiment,
                        "permission",
                        permission));
    }

    private String post(String path, Map<String, String> body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(path, body);
        if (answer.statusCode() != 200) {
            throw new IOException("POST %s was answered %s: %s".formatted(path, answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    private HttpResponse<String> send(String path, Map<String, String> body) throws IOException, InterruptedException {
        String pair =
                Base64.getEncoder().encodeToString(("admin:" + password("admin")).getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(server.uri().resolve("/api/" + path))
                        .header("Authorization", "Basic " + pair)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.std.asString(body)))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Bring the experiment back if somebody has deleted it, and return its id as {@code id}. */
    Map<String, String> restored() {
        try {
            send("2.0/mlflow/experiments/restore", Map.of("experiment_id", experiment));
            return Map.of("id", experiment);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
    }
}
