package io.mmp.test.mlflow.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tracking URI for an application that is started once for many tests: each of its requests goes to the server of the test that runs.
 *
 * <p>A request that it has no server for is refused with status 409 and a sentence in MLflow's form, so that the application's client
 * shows it.
 *
 * @since 0.1.0
 */
public final class TrackingGateway implements AutoCloseable {

    // Not the JDK's loopback: that is ::1 where IPv6 is preferred, and clients are told 127.0.0.1.
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private static final ThreadLocal<@Nullable Lead> STARTING = new ThreadLocal<>();

    /** Those of the applications that a thread starts: Spring does so in the thread of the test. */
    private static final ThreadLocal<List<TrackingGateway>> OPENED = ThreadLocal.withInitial(ArrayList::new);

    private final HttpServer server;
    private final ServerThreads threads;
    private final Forwarding forwarding = new Forwarding();
    private final Leads leads;

    private TrackingGateway(HttpServer server, ServerThreads threads, Leads leads) {
        this.server = server;
        this.threads = threads;
        this.leads = leads;
    }

    /** Start an application; a gateway that is opened meanwhile, in this thread, leads to the server of the test it is started for. */
    public static <T> T starting(Lead lead, Supplier<T> start) {
        @Nullable Lead outer = STARTING.get();
        STARTING.set(lead);
        try {
            return start.get();
        } finally {
            STARTING.set(outer);
        }
    }

    /**
     * Let gateways that lead nowhere yet lead to the server of a class: it runs, but its application may start later, or not at all.
     *
     * @return what ends that
     */
    public static AutoCloseable announce(Lead lead) {
        return Leads.announce(lead);
    }

    /** Take note that the applications that this thread has begun to start have started. */
    public static void started() {
        OPENED.get().forEach(gateway -> gateway.leads.start());
        OPENED.remove();
    }

    /** Open a gateway on a free port of the loopback for an application that is about to be started. */
    public static TrackingGateway open() {
        RequiredModule.require("jdk.httpserver", "The tracking URI of an application context");
        HttpServers.answerAtOnce();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
            ServerThreads threads = new ServerThreads(
                    "mmp-mlflow-gateway-" + server.getAddress().getPort());
            TrackingGateway gateway = new TrackingGateway(server, threads, new Leads(STARTING.get()));
            server.setExecutor(threads);
            server.createContext("/", gateway::handle);
            threads.runAndWait(server::start);
            OPENED.get().add(gateway);
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

    /**
     * Lead to the server of a test from now on.
     *
     * @return what ends that
     * @throws org.junit.jupiter.api.extension.ExtensionConfigurationException if the application has written to the server of another test
     *     while it started
     */
    public AutoCloseable lead(Lead lead) {
        OPENED.remove();
        leads.add(lead);
        return () -> leads.remove(lead);
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
                Lead lead = leads.of(
                        exchange.getRequestMethod(), exchange.getRequestURI().getPath());
                answer = sentTo(lead, exchange);
            } catch (RefusedException e) {
                refuse(exchange, e.getMessage());
                return;
            }
            Forwarding.answer(exchange, answer);
        }
    }

    private HttpResponse<InputStream> sentTo(Lead lead, HttpExchange exchange) throws RefusedException {
        try {
            return forwarding.send(exchange, lead.server().get());
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
