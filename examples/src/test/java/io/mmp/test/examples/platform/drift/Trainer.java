package io.mmp.test.examples.platform.drift;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Trains on the rows that it is sent, the amount by the hour as a line of least squares, and announces the model. */
final class Trainer implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final URI models;

    private Trainer(HttpServer server, URI models) {
        this.server = server;
        this.models = models;
    }

    static Trainer start(URI models) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Trainer trainer = new Trainer(server, models);
        server.createContext("/", trainer::train);
        server.start();
        return trainer;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void train(HttpExchange exchange) throws IOException {
        try (exchange) {
            String csv = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String id = exchange.getRequestURI().getPath().substring(1);
            double[] line = leastSquares(csv.lines().skip(1).toList());
            String model = String.format(
                    Locale.ROOT, "{\"id\": \"%s\", \"intercept\": %.3f, \"slope\": %.3f}", id, line[0], line[1]);
            http.send(
                    HttpRequest.newBuilder(models)
                            .POST(BodyPublishers.ofString(model))
                            .build(),
                    BodyHandlers.discarding());
            exchange.sendResponseHeaders(202, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double[] leastSquares(List<String> rows) {
        double hours = 0;
        double amounts = 0;
        double squares = 0;
        double products = 0;
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            double amount = Double.parseDouble(cells[0]);
            double hour = Double.parseDouble(cells[1]);
            hours += hour;
            amounts += amount;
            squares += hour * hour;
            products += hour * amount;
        }
        double slope = (rows.size() * products - hours * amounts) / (rows.size() * squares - hours * hours);
        return new double[] {(amounts - slope * hours) / rows.size(), slope};
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
