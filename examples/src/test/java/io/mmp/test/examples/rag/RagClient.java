package io.mmp.test.examples.rag;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.retrieval.GeneratedAnswer;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Calls the orchestrator as its users do. */
public final class RagClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;

    RagClient(URI uri) {
        this.uri = uri;
    }

    /** Index a file. */
    public void index(String path, String content) throws IOException, InterruptedException {
        call("/api/v1/index/file", Map.of("path", path, "content", content));
    }

    /** Index the files of a directory by their names. */
    public void indexAll(Path directory) throws IOException, InterruptedException {
        List<Path> files;
        try (Stream<Path> found = Files.list(directory)) {
            files = found.sorted().toList();
        }
        for (Path file : files) {
            index(file.getFileName().toString(), Files.readString(file));
        }
    }

    /** Return the passages that are most similar to a query. */
    public List<Passage> search(String query, int limit) throws IOException, InterruptedException {
        return passages(call("/api/v1/search/search", Map.of("query", query, "limit", limit))
                .get("results"));
    }

    /** Return the paths of the files that a query finds, each at the place of its best passage. */
    public List<String> searchFiles(String query) throws IOException, InterruptedException {
        return search(query, 20).stream().map(Passage::path).distinct().toList();
    }

    /** Return the answer to a prompt. */
    public GeneratedAnswer generate(String prompt) throws IOException, InterruptedException {
        Map<String, Object> answer = call("/api/v1/generation/generate", Map.of("prompt", prompt, "max_tokens", 200));
        Map<String, String> texts = new LinkedHashMap<>();
        passages(answer.get("passages")).forEach(passage -> texts.put(passage.id(), passage.text()));
        return GeneratedAnswer.of(prompt, (String) answer.get("text"))
                .withPassages(texts)
                .withCitations(((List<?>) answer.get("citations"))
                        .stream().map(String::valueOf).toList());
    }

    private static List<Passage> passages(Object results) {
        return ((List<?>) results)
                .stream()
                        .map(result -> (Map<?, ?>) result)
                        .map(result -> new Passage(
                                (String) result.get("id"),
                                (String) result.get("path"),
                                (String) result.get("text"),
                                ((Number) result.get("score")).doubleValue()))
                        .toList();
    }

    private Map<String, Object> call(String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(path, JSON.std.asString(body));
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.std.mapFrom(answer.body());
    }

    /** Send any text to a path. */
    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Send any bytes to a path. */
    public HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri.resolve(path)).POST(BodyPublishers.ofByteArray(body)));
    }

    /** Get a path. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri.resolve(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
