package io.mmp.test.mlflow.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mmp.test.gateway.Gateway;
import io.mmp.test.gateway.Lead;
import io.mmp.test.gateway.Leads;
import io.mmp.test.gateway.RefusedException;
import io.mmp.test.mlflow.client.RequiredModule;
import io.mmp.test.server.HttpServers;
import io.mmp.test.server.ServerThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tracking URI for an application that is started once for many tests: each of its requests goes to the server of the test that runs.
 *
 * <p>A request that it has no server for is refused with status 409 and a sentence in MLflow's form, so that the application's client
 * shows it.
 *
 * @since 0.1.0
 */
public final class TrackingGateway implements Gateway<URI>, AutoCloseable {

    // Not the JDK's loopback: that is ::1 where IPv6 is preferred, and clients are told 127.0.0.1.
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final HttpServer server;
    private final ServerThreads threads;
    private final Forwarding forwarding = new Forwarding();
    private final Leads<URI> leads;

    private TrackingGateway(HttpServer server, ServerThreads threads, Leads<URI> leads) {
        this.server = server;
        this.threads = threads;
        this.leads = leads;
    }

    /** Open a gateway on a free port of the loopback for an application that is about to be started. */
    public static TrackingGateway open() {
        RequiredModule.require("jdk.httpserver", "The tracking URI of an application context");
        HttpServers.answerAtOnce();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
            ServerThreads threads = new ServerThreads(
                    "mmp-mlflow-gateway-" + server.getAddress().getPort());
            TrackingGateway gateway = new TrackingGateway(server, threads, TrackingGateways.ALL.open());
            server.setExecutor(threads);
            server.createContext("/", gateway::handle);
            threads.runAndWait(server::start);
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The tracking URI of an application context cannot listen on the loopback", e);
        }
    }

    /** Return the tracking URI, without a trailing slash. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public AutoCloseable lead(Lead<URI> lead) {
        return leads.lead(lead);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<InputStream> answer;
            try {
                answer = sentTo(leadOf(exchange), exchange);
            } catch (RefusedException e) {
                refuse(exchange, e.getMessage());
                return;
            }
            Forwarding.answer(exchange, answer);
        }
    }

    private Lead<URI> leadOf(HttpExchange exchange) throws RefusedException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        String request = method + " " + path;
        return READS.contains(method) || path.endsWith("/search") ? leads.ofRead(request) : leads.ofWrite(request);
    }

    private HttpResponse<InputStream> sentTo(Lead<URI> lead, HttpExchange exchange) throws RefusedException {
        try {
            return forwarding.send(exchange, lead.target().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("The application context ended");
        } catch (IOException | RuntimeException e) { // what the start of a server throws is JUnit's and ours
            throw new RefusedException("The server of %s does not answer: %s".formatted(lead.name(), e));
        }
    }

    private static void refuse(HttpExchange exchange, @Nullable String sentence) throws IOException {
        String escaped = String.valueOf(sentence)
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replaceAll("\\p{Cntrl}", " ");
        byte[] body = "{\"error_code\": \"INVALID_STATE\", \"message\": \"%s\"}"
                .formatted(escaped)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(409, body.length);
        exchange.getResponseBody().write(body);
    }
}
