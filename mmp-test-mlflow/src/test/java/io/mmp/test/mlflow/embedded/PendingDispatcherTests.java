package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mmp.test.mlflow.embedded.wire.Dispatcher;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.server.ServerThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingDispatcherTests {

    private final ServerThreads threads = new ServerThreads("mmp-pending");
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    PendingDispatcherTests() throws IOException {}

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    @Test
    void a_request_waits_until_the_server_is_built() throws Exception {
        CountDownLatch mayBeBuilt = new CountDownLatch(1);
        PendingDispatcher dispatcher = new PendingDispatcher(() -> {
            await(mayBeBuilt);
            return new Dispatcher(new Router(topic -> topic.equals("health") ? List.of(new ServerInfo()) : List.of()));
        });
        threads.execute(dispatcher::build);
        Rest rest = serve(dispatcher);

        CompletableFuture<Rest.Answer> health = CompletableFuture.supplyAsync(() -> rest.get("/health"));
        assertThat(dispatcher.unsupportedCalls()).isEmpty();
        assertThat(health).isNotDone();
        mayBeBuilt.countDown();

        assertThat(health.get(10, TimeUnit.SECONDS).body()).isEqualTo("OK");
        rest.get("/nothing");
        assertThat(dispatcher.unsupportedCalls()).containsOnlyKeys("GET /nothing");
    }

    @Test
    void a_server_that_cannot_be_built_says_so_in_every_answer() {
        PendingDispatcher dispatcher = new PendingDispatcher(() -> {
            throw new NoClassDefFoundError("com/fasterxml/jackson/core/JsonFactory");
        });
        dispatcher.build();
        Rest rest = serve(dispatcher);

        for (String path : new String[] {"/health", "/version"}) {
            Rest.Answer answer = rest.get(path);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body())
                    .isEqualTo("The embedded MLflow server could not be built: "
                            + "java.lang.NoClassDefFoundError: com/fasterxml/jackson/core/JsonFactory");
        }
        assertThat(dispatcher.unsupportedCalls()).isEmpty();
    }

    private Rest serve(PendingDispatcher dispatcher) {
        server.setExecutor(threads);
        server.createContext("/", dispatcher);
        threads.runAndWait(server::start);
        return new Rest(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
