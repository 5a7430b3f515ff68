package io.mmp.test.examples.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Finds documents of a store that is another process; says 503 when that is gone, or nothing found when it is careless. */
final class SearchService implements AutoCloseable {

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI store;
    private final String answerWithoutStore;
    private final int statusWithoutStore;

    private SearchService(URI store, int statusWithoutStore, String answerWithoutStore) throws IOException {
        this.store = store;
        this.statusWithoutStore = statusWithoutStore;
        this.answerWithoutStore = answerWithoutStore;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/search", this::search);
        server.start();
    }

    static SearchService careful(URI store) throws IOException {
        return new SearchService(store, 503, "{\"error\":\"the document store is not there\"}");
    }

    static SearchService careless(URI store) throws IOException {
        return new SearchService(store, 200, "{\"results\":[]}");
    }

    URI search(String query) {
        return URI.create(
                "http://127.0.0.1:%s/search?%s".formatted(server.getAddress().getPort(), query));
    }

    /** Add a document, and return when the store has it. */
    void index(String document) throws IOException, InterruptedException {
        ask(document);
    }

    List<String> documents() throws IOException, InterruptedException {
        return ask("");
    }

    private List<String> ask(String document) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(store.resolve("/documents"))
                .timeout(Duration.ofSeconds(2))
                .POST(BodyPublishers.ofString(document))
                .build();
        return client.send(request, BodyHandlers.ofString()).body().lines().toList();
    }

    private void search(HttpExchange exchange) throws IOException {
        int status = 200;
        String answer;
        try {
            answer = documents().stream()
                    .filter(document ->
                            document.contains(exchange.getRequestURI().getQuery()))
                    .map(document -> '"' + document + '"')
                    .collect(Collectors.joining(",", "{\"results\":[", "]}"));
        } catch (IOException | InterruptedException e) {
            status = statusWithoutStore;
            answer = answerWithoutStore;
        }
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
