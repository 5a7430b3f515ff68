package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServerThreadsTests {

    @Test
    void where_no_thread_can_be_had_a_spare_one_answers() throws Exception {
        try (ServerThreads threads = new ServerThreads(
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                task -> new Thread(task, "spare"))) {
            assertThat(nameOfThread(threads)).isEqualTo("spare");
            assertThat(nameOfThread(threads)).isEqualTo("spare");
        }
    }

    @Test
    void else_the_spare_one_rests() throws Exception {
        try (ServerThreads threads = new ServerThreads("server")) {
            assertThat(nameOfThread(threads)).isEqualTo("server-1");
        }
    }

    private static String nameOfThread(ServerThreads threads) throws Exception {
        CompletableFuture<String> name = new CompletableFuture<>();
        threads.execute(() -> name.complete(Thread.currentThread().getName()));
        return name.get(10, TimeUnit.SECONDS);
    }
}
