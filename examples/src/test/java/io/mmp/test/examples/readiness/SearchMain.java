package io.mmp.test.examples.readiness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A search service that needs a vector store: a program of its own, whose arguments are its port and that of the store. */
final class SearchMain {

    private final int storePort;

    private SearchMain(int storePort) {
        this.storePort = storePort;
    }

    public static void main(String[] args) throws IOException {
        SearchMain service = new SearchMain(Integer.parseInt(args[1]));
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 0);
        server.createContext("/", exchange -> answer(exchange, 404, "{\"error\": \"there is no such path\"}"));
        server.createContext("/alive", exchange -> answer(exchange, 200, "{}"));
        server.createContext("/health", service::health);
        server.createContext("/api/v1/search", SearchMain::search);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
    }

    private void health(HttpExchange exchange) throws IOException {
        boolean isUp = isStoreUp();
        answer(
                exchange,
                isUp ? 200 : 503,
                "{\"status\": \"%1$s\", \"dependencies\": {\"vectors\": \"%1$s\"}}".formatted(isUp ? "up" : "down"));
    }

    private boolean isStoreUp() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), storePort)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void search(HttpExchange exchange) throws IOException {
        boolean isPost = exchange.getRequestMethod().equals("POST");
        answer(exchange, isPost ? 400 : 405, "{\"error\": \"send a JSON object with a query\"}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
