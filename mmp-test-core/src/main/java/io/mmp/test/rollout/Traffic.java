package io.mmp.test.rollout;

import static org.awaitility.Awaitility.await;

import io.mmp.test.load.Arrivals;
import io.mmp.test.load.LoadResult;
import io.mmp.test.load.OpenLoad;
import io.mmp.test.load.Task;
import io.mmp.test.server.LoopbackProxies;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sends the requests of a run and keeps what became of each. */
final class Traffic {

    private static final double LARGEST_PIECE = 50_000;

    private final RolloutPlan plan;
    private final HttpClient http;
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<RolloutRequest> ended = new ConcurrentLinkedQueue<>();
    private final Queue<String> withoutArm = new ConcurrentLinkedQueue<>();
    private final long start = System.nanoTime();

    Traffic(RolloutPlan plan) {
        this.plan = plan;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(new LoopbackProxies())
                .connectTimeout(plan.timeout())
                .build();
    }

    /** Send requests that do not count, so that classes are loaded and connections made. */
    void warmUp() {
        for (int i = 0; i < plan.warmUp(); i++) {
            try {
                http.send(
                        timed(plan.request()
                                .apply(plan.keys().get(i % plan.keys().size()))),
                        BodyHandlers.ofString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | RuntimeException e) {
                // If it goes on failing, the run says so.
            }
        }
    }

    /** Return the time by the run's clock. */
    long now() {
        return System.nanoTime() - start;
    }

    /** Return what became of each request up to now. */
    List<RolloutRequest> requests() {
        return List.copyOf(ended);
    }

    /** Return the answers that named no arm, though they were no errors. */
    List<String> withoutArm() {
        return List.copyOf(withoutArm);
    }

    /** Start to send the requests of a step; the future ends when all are answered. */
    Sending start(int step, RolloutStep of) {
        return new Sending(step, of, of.requests());
    }

    /** Start to send requests at the rate of a step that belong to none, until stopped. */
    Sending startBetween(RolloutStep of) {
        return new Sending(RolloutRequest.BETWEEN, of, Integer.MAX_VALUE);
    }

    /** Requests that are being sent. */
    final class Sending {

        private final int step;
        private final AtomicInteger left;
        private final AtomicInteger open = new AtomicInteger();
        private final CompletableFuture<@Nullable Void> allSent = new CompletableFuture<>();
        private final CompletableFuture<LoadResult> result = new CompletableFuture<>();
        private final Thread thread;
        private volatile boolean stopped;

        private Sending(int step, RolloutStep of, int requests) {
            this.step = step;
            this.left = new AtomicInteger(requests);
            this.thread = new Thread(() -> run(of), "mmp-rollout-step-" + of.name());
            thread.setDaemon(true);
            thread.start();
        }

        private void run(RolloutStep of) {
            // What belongs to no step is sent in pieces, since when it ends is not known before; as long as memory
            // allows, since
            // each waits for its answers at the end.
            Duration length = step == RolloutRequest.BETWEEN
                    ? Duration.ofMillis((long) (1_000 * Math.min(60, LARGEST_PIECE / of.rate())))
                    : of.length();
            OpenLoad load = OpenLoad.of(Arrivals.constant(of.rate(), length))
                    .withName("rollout, step " + of.name())
                    .withTimeout(plan.timeout().plusSeconds(1));
            try {
                LoadResult last;
                do {
                    last = load.run(Task.answering("request", this::send));
                } while (step == RolloutRequest.BETWEEN && !stopped);
                allSent.complete(null);
                result.complete(last);
            } catch (RuntimeException | Error e) {
                allSent.complete(null);
                result.completeExceptionally(e);
            }
        }

        private int send() throws Exception {
            open.incrementAndGet();
            try {
                if (stopped) {
                    throw new IllegalStateException("The rollout was stopped.");
                }
                if (left.decrementAndGet() == 0) {
                    allSent.complete(null);
                }
                return exchange(step);
            } finally {
                open.decrementAndGet();
            }
        }

        /** Wait until the last request is sent, be it answered or not. */
        void awaitSent() throws StepFailure {
            get(allSent);
        }

        LoadResult awaitAnswered() throws StepFailure {
            return get(result);
        }

        private <T extends @Nullable Object> T get(CompletableFuture<T> future) throws StepFailure {
            try {
                return future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop();
                throw new StepFailure("The rollout was interrupted.", e);
            } catch (ExecutionException e) {
                throw new StepFailure("The requests could not be sent: %s.".formatted(e.getCause()), e.getCause());
            }
        }

        /** Send no more, and wait for what is still to be answered unless nobody waits for this run any more. */
        void stop() {
            stopped = true;
            if (!Thread.currentThread().isInterrupted()) {
                await().atMost(plan.timeout().plusSeconds(5))
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> open.get() == 0);
            }
            thread.interrupt();
        }
    }

    private int exchange(int step) throws Exception {
        String key = plan.keys()
                .get(Math.floorMod(next.getAndIncrement(), plan.keys().size()));
        long sent = now();
        try {
            HttpResponse<String> answer = ask(timed(plan.request().apply(key)));
            @Nullable String arm = plan.arms().armOf(answer);
            boolean isFailed = answer.statusCode() >= 400;
            if (arm == null && !isFailed) {
                withoutArm.add("for key '%s', HTTP %s with the headers %s"
                        .formatted(key, answer.statusCode(), answer.headers().map()));
            }
            ended.add(new RolloutRequest(key, step, arm, isFailed ? "HTTP " + answer.statusCode() : null, sent, now()));
            return answer.statusCode();
        } catch (Exception | Error e) {
            ended.add(new RolloutRequest(key, step, null, e.toString(), sent, now()));
            throw e;
        }
    }

    private HttpResponse<String> ask(HttpRequest request) throws Exception {
        Duration timeout = request.timeout().orElse(plan.timeout());
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, BodyHandlers.ofString());
        try {
            // The client's own timeout ends with the headers: a body may take for ever.
            return answer.get(timeout.toMillis() + 100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no answer within " + Figures.print(timeout));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private HttpRequest timed(HttpRequest request) {
        return request.timeout().isPresent()
                ? request
                : HttpRequest.newBuilder(request, (name, value) -> true)
                        .timeout(plan.timeout())
                        .build();
    }
}
