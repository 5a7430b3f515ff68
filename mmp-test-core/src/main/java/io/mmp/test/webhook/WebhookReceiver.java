package io.mmp.test.webhook;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mmp.test.server.HttpServers;
import io.mmp.test.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AssertProvider;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Receives webhooks on a free port of the loopback and keeps what came.
 *
 * <pre>{@code
 * try (WebhookReceiver alerts = WebhookReceiver.start()) {
 *     service.alertTo(alerts.uri());
 *     service.rollBack();
 *     assertThat(alerts).usingIdentity(AlertIdentity.ofField("id")).receivedExactlyOnce("rollback-7");
 * }
 * }</pre>
 *
 * <p>In a test class, a field with JUnit's {@code @AutoClose} is closed by JUnit. Answers with 200 unless told otherwise. Safe for use by
 * several threads.
 *
 * @since 0.1.0
 */
public final class WebhookReceiver implements AutoCloseable, AssertProvider<WebhookAssert> {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer server;
    private final ExecutorService threads;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final Deque<Reply> script = new ArrayDeque<>();
    private long lastNanos = System.nanoTime();

    private record Reply(int status, Duration after) {}

    private WebhookReceiver(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Start a receiver. */
    public static WebhookReceiver start() {
        HttpServers.answerAtOnce();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
            ExecutorService threads = Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "mmp-webhook-receiver");
                thread.setDaemon(true);
                return thread;
            });
            WebhookReceiver receiver = new WebhookReceiver(server, threads);
            server.setExecutor(threads);
            server.createContext("/", receiver::receive);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException("The receiver of webhooks cannot listen on the loopback", e);
        }
    }

    /** Return where to send to, such as {@code http://127.0.0.1:41873}; each path below is received. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Answer the next deliveries with these statuses, one each, and those after them with 200: {@code answerNext(500)} shows whether the
     * sender tries again.
     *
     * @throws WebhookException if one is no HTTP status that ends a request, from 200 to 599
     */
    public synchronized void answerNext(int... statuses) {
        for (int status : statuses) {
            if (status < 200 || status > 599) {
                throw new WebhookException("A delivery is answered with an HTTP status from 200 to 599, but this is %s."
                        .formatted(status));
            }
        }
        for (int status : statuses) {
            script.add(new Reply(status, Duration.ZERO));
        }
    }

    /** Take the next delivery, and answer it only after this long: a sender that gave up meanwhile sends it twice. */
    public synchronized void answerNextAfter(Duration delay) {
        if (delay.isNegative()) {
            throw new WebhookException("A delivery cannot be answered before it came, after %s.".formatted(delay));
        }
        script.add(new Reply(200, delay));
    }

    /** Return what came up to now, in order. */
    public synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /**
     * Wait for the first delivery.
     *
     * @throws WebhookException if none comes in this time
     */
    public Delivery awaitDelivery(Duration within) {
        return awaitDeliveries(1, within).get(0);
    }

    /**
     * Wait until at least so many deliveries came, and return all.
     *
     * @throws WebhookException if fewer come in this time; the message lists them
     */
    public List<Delivery> awaitDeliveries(int count, Duration within) {
        try {
            return await().atMost(within.plusMillis(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(this::deliveries, came -> came.size() >= count);
        } catch (ConditionTimeoutException late) {
            List<Delivery> came = deliveries();
            if (came.size() >= count) {
                // On a busy machine the time was over before anybody looked.
                return came;
            }
            throw new WebhookException(
                    "Expected %s at %s within %s ms, but there %s."
                            .formatted(Words.count(count, "delivery"), uri(), within.toMillis(), came()),
                    late);
        }
    }

    /** Return what came, for a message. */
    private String came() {
        List<Delivery> came = deliveries();
        return came.isEmpty()
                ? "was none"
                : (came.size() == 1 ? "was one" : "were " + came.size())
                        + came.stream()
                                .limit(10)
                                .map(Delivery::toString)
                                .collect(joining("%n  ".formatted(), ":%n  ".formatted(), "%n".formatted()));
    }

    /** Return for how many nanoseconds nothing came. */
    synchronized long quietNanos() {
        return System.nanoTime() - lastNanos;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = keep(exchange, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (!reply.after().isZero()) {
                TimeUnit.NANOSECONDS.sleep(reply.after().toNanos());
            }
            exchange.sendResponseHeaders(reply.status(), -1);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Reply keep(HttpExchange exchange, String body) {
        Reply reply = script.isEmpty() ? new Reply(200, Duration.ZERO) : script.remove();
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        deliveries.add(new Delivery(
                deliveries.size() + 1,
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(headers),
                body,
                Instant.now(),
                reply.status()));
        lastNanos = System.nanoTime();
        return reply;
    }

    /** Stop listening; what came stays readable. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Start assertions on what came. */
    @Override
    public WebhookAssert assertThat() {
        return new WebhookAssert(this);
    }

    /** Return the address and how much came. */
    @Override
    public String toString() {
        return "webhook receiver at %s (%s)"
                .formatted(uri(), Words.count(deliveries().size(), "delivery"));
    }
}
