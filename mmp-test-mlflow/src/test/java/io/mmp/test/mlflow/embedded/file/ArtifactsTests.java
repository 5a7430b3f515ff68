package io.mmp.test.mlflow.embedded.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsTests {

    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @Test
    void stores_a_file_below_the_artifact_root_and_returns_it() throws IOException {
        String runId = server.client().createRun().getRunId();
        String path = "0/" + runId + "/artifacts/sub/a.txt";

        assertThat(server.rest().send("PUT", ARTIFACTS + "/" + path, "hello").status())
                .isEqualTo(200);

        Rest.Answer answer = server.rest().get(ARTIFACTS + "/" + path);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.headers())
                .containsEntry("content-type", List.of("text/plain"))
                .containsEntry("content-disposition", List.of("attachment; filename=a.txt"))
                .containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(server.artifacts().resolve(path)).hasContent("hello");
    }

    @Test
    void lists_the_artifacts_of_a_run_and_of_a_directory() {
        String runId = server.client().createRun().getRunId();
        String root = "0/" + runId + "/artifacts";
        server.rest().send("PUT", ARTIFACTS + "/" + root + "/sub/a.txt", "hello");
        server.rest().send("PUT", ARTIFACTS + "/" + root + "/b.txt", "b");

        Rest.Answer answer = server.rest().get("artifacts/list?run_id=" + runId);
        assertThat(answer.at("root_uri")).isEqualTo("mlflow-artifacts:/" + root);
        assertThat(answer.at("files"))
                .isEqualTo(List.of(
                        Map.of("path", "b.txt", "is_dir", false, "file_size", 1),
                        Map.of("path", "sub", "is_dir", true)));
        assertThat(server.rest()
                        .get("artifacts/list?run_id=" + runId + "&path=sub")
                        .at("files.0.path"))
                .isEqualTo("sub/a.txt");
        assertThat(server.rest().get(ARTIFACTS + "?path=" + root + "/sub").at("files.0.path"))
                .isEqualTo("a.txt");
        assertThat(server.rest().get(ARTIFACTS + "?path=none").body()).isEqualTo("{}");
    }

    @Test
    void deletes_files_and_directories_and_what_is_not_there() {
        server.rest().send("PUT", ARTIFACTS + "/d/e/f.txt", "x");

        assertThat(server.rest().send("DELETE", ARTIFACTS + "/d", "").body()).isEqualTo("{}");
        assertThat(server.rest().send("DELETE", ARTIFACTS + "/d", "").status()).isEqualTo(200);
        assertThat(server.rest().get(ARTIFACTS + "/d/e/f.txt").error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: No such artifact: 'd/e/f.txt'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../x",
                "/a/../../x",
                "/%2e%2e/x",
                "/%252e%252e/x",
                "//etc/passwd",
                "/%2Fetc/passwd",
                "/C:/x",
                "/a%23b",
                "/file:/x"
            })
    void refuses_a_path_that_leads_out_of_the_root(String path) {
        for (String method : List.of("GET", "PUT", "DELETE")) {
            Rest.Answer answer = server.rest().send(method, ARTIFACTS + path, method.equals("PUT") ? "x" : "");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("INVALID_PARAMETER_VALUE: Invalid path");
        }
    }

    @Test
    void refuses_a_symbolic_link_that_leads_out_of_the_root(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(server.artifacts().resolve("link"), outside);

        assertThat(server.rest().get(ARTIFACTS + "/link/secret").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Invalid path");
    }

    @Test
    void says_what_is_wrong_with_a_path() {
        server.rest().send("PUT", ARTIFACTS + "/d/f.txt", "x");

        assertThat(server.rest().get(ARTIFACTS + "/d").body())
                .isEqualTo("{\"detail\":\"Artifact path refers to a directory, not a file: 'd'\"}");
        assertThat(server.rest().send("PUT", ARTIFACTS + "/d/", "x").body())
                .isEqualTo("{\"detail\":\"Artifact path must include a filename (cannot end with '/').\"}");
        assertThat(server.rest()
                        .send("PUT", ARTIFACTS + "/.artifact.uploading.x", "x")
                        .error())
                .isEqualTo(
                        "INVALID_PARAMETER_VALUE: Invalid artifact file name: '.artifact.uploading.x'. Artifact names "
                                + "starting with '.artifact.uploading.' are reserved.");
    }

    @Test
    void does_not_take_uploads_in_parts() {
        Rest.Answer answer = server.rest().post("/api/2.0/mlflow-artifacts/mpu/create/x", "{'path':'a','num_parts':2}");

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.body())
                .isEqualTo("{\"error_code\":\"NOT_IMPLEMENTED\",\"message\":"
                        + "\"Multipart upload is not supported for the current artifact repository\"}");
        assertThat(server.rest().get("/api/2.0/mlflow-artifacts/presigned/x").error())
                .isEqualTo("NOT_IMPLEMENTED: Multipart download is not supported for the current artifact repository");
    }

    @ParameterizedTest
    @CsvSource({
        "MLmodel, text/plain",
        "metrics.json, text/plain",
        "plot.PNG, image/png",
        "page.html, text/html",
        "model.pkl, application/octet-stream",
        "a.tar.gz, application/x-tar",
        ".hidden, application/octet-stream"
    })
    void guesses_the_media_type(String name, String type) {
        assertThat(MediaTypes.of(name)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            a b.txt  | attachment; filename="a b.txt"
            q"x.txt  | attachment; filename="q\\"x.txt"
            é.txt    | attachment; filename=e.txt; filename*=UTF-8''%C3%A9.txt
            日本     | attachment; filename=download; filename*=UTF-8''%E6%97%A5%E6%9C%AC
            """)
    void names_the_file_in_a_header(String name, String header) {
        assertThat(ContentDisposition.attachment(name)).isEqualTo(header);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-4, 206, hello, bytes 0-4/11",
        "bytes=6-, 206, world, bytes 6-10/11",
        "bytes=-3, 206, rld, bytes 8-10/11",
        "bytes=0-500, 206, hello world, bytes 0-10/11",
        "'bytes=2-4,0-3', 206, hello, bytes 0-4/11",
        "bytes=4-2, 400, Range header: start must be less than end, ''",
        "bytes=50-60, 416, '', bytes */11"
    })
    void returns_a_part_of_a_file(String range, int status, String body, String contentRange) throws Exception {
        server.rest().send("PUT", ARTIFACTS + "/r.txt", "hello world");
        var request = HttpRequest.newBuilder(server.server().uri().resolve(ARTIFACTS + "/r.txt"))
                .header("Range", range)
                .build();

        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.headers().firstValue("Content-Range").orElse("")).isEqualTo(contentRange);
    }

    @Test
    void returns_several_parts_of_a_file() throws Exception {
        server.rest().send("PUT", ARTIFACTS + "/r.txt", "hello world");
        var request = HttpRequest.newBuilder(server.server().uri().resolve(ARTIFACTS + "/r.txt"))
                .header("Range", "bytes=0-1,6-")
                .build();

        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        String type = response.headers().firstValue("Content-Type").orElse("");
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        assertThat(response.body().replace(type.substring(type.indexOf('=') + 1), "B"))
                .isEqualTo("--B\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/11\r\n\r\nhe\r\n"
                        + "--B\r\nContent-Type: text/plain\r\nContent-Range: bytes 6-10/11\r\n\r\nworld\r\n--B--");
    }

    @Test
    void streams_a_file_larger_than_a_buffer(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("large.bin");
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) 7);
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < 64; i++) {
                out.write(megabyte);
            }
        }
        HttpClient client = HttpClient.newHttpClient();
        var uri = server.server().uri().resolve(ARTIFACTS + "/large.bin");

        client.send(HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofFile(file)).build(), BodyHandlers.discarding());
        try (InputStream expected = Files.newInputStream(file);
                InputStream body = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
                        .body()) {
            assertThat(body).hasSameContentAs(expected);
        }
        assertThat(server.artifacts()).isDirectoryNotContaining("glob:.artifact.uploading.*");
    }
}
