package io.mmp.test.mlflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.mmp.test.mlflow.embedded.wire.Dispatcher;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A dispatcher that is built while its server listens already: requests wait for it.
 *
 * <p>The first of a JVM loads hundreds of classes. Meanwhile the test loads those of its client, which are as many.
 */
final class PendingDispatcher implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(PendingDispatcher.class.getName());

    private final FutureTask<Dispatcher> dispatcher;

    PendingDispatcher(Supplier<Dispatcher> building) {
        dispatcher = new FutureTask<>(() -> {
            try {
                return building.get();
            } catch (RuntimeException | Error failure) {
                LOG.log(Level.ERROR, "The embedded MLflow server could not be built", failure);
                throw failure;
            }
        });
    }

    /** Build it; whoever waits for it goes on. */
    void build() {
        dispatcher.run();
    }

    /** Return how often each unknown endpoint was called. */
    Map<String, Long> unsupportedCalls() {
        try {
            return dispatcher.isDone() ? dispatcher.get().unsupportedCalls() : Map.of();
        } catch (ExecutionException | InterruptedException e) {
            return Map.of(); // who has called it has been told
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            dispatcher.get().handle(exchange);
        } catch (ExecutionException | InterruptedException e) {
            try (exchange) {
                byte[] text = ("The embedded MLflow server could not be built: " + e.getCause()).getBytes(UTF_8);
                exchange.sendResponseHeaders(500, text.length);
                exchange.getResponseBody().write(text);
            }
        }
    }
}
