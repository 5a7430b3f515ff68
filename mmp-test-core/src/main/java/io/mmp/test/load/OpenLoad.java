package io.mmp.test.load;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Load by the open model: requests are sent when they are due, whether or not earlier ones are answered.
 *
 * <pre>{@code
 * LoadResult result = OpenLoad.of(Arrivals.constant(50, Duration.ofSeconds(20))).run(request);
 * assertThat(result).hasP95AtMost(Duration.ofMillis(200)).hasErrorRateAtMost(0.01);
 * }</pre>
 *
 * <p>Latency counts from when a request was due. A closed loop, which sends the next one after the answer, meets a stall of two seconds
 * with one slow request; in truth all that were due in these two seconds are slow.
 *
 * <p>At most so many requests are open at once; one that is due when all slots are taken is sent when one is free, which its latency
 * includes. What was sent more than 50 ms late, or never, is counted, and an assertion that would pass fails if it is more than 1 % of
 * the requests: the service did not get the load that it was said to get.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class OpenLoad {

    private final Arrivals arrivals;
    private final RunSettings settings;
    private final int concurrency;
    private final Duration lateAfter;

    private OpenLoad(Arrivals arrivals, RunSettings settings, int concurrency, Duration lateAfter) {
        this.arrivals = arrivals;
        this.settings = settings;
        this.concurrency = concurrency;
        this.lateAfter = lateAfter;
    }

    /** Send requests when they are due by these arrivals. */
    public static OpenLoad of(Arrivals arrivals) {
        return new OpenLoad(arrivals, RunSettings.DEFAULT, Threads.DEFAULT_CONCURRENCY, Duration.ofMillis(50));
    }

    /** Return a copy whose report has this name; "load" without. */
    public OpenLoad withName(String name) {
        return with(settings.named(name));
    }

    /** Return a copy with another seed for the order of tasks and for random arrivals; 1 without. */
    public OpenLoad withSeed(long seed) {
        return with(settings.seeded(seed));
    }

    /**
     * Return a copy that waits this long for an answer; 10 s without. An {@code HttpRequest} with a timeout keeps it. What is not answered
     * this long after the last request was due is interrupted and counts as not answered.
     */
    public OpenLoad withTimeout(Duration timeout) {
        return with(settings.timingOutAfter(timeout));
    }

    /** Return a copy that first sends this many requests, one after another, which do not count; none without. */
    public OpenLoad withWarmUp(int requests) {
        return with(settings.warmingUp(requests));
    }

    /**
     * Return a copy that sends {@code HttpRequest}s with this client. Without, they go over HTTP/1.1 on kept connections, by no proxy, and
     * those of {@code http} with the least CPU that Java can do it with.
     */
    public OpenLoad withClient(HttpClient client) {
        return with(settings.using(client));
    }

    /** Return a copy that tells of its progress this often, and where; each 5 s on the standard output without. */
    public OpenLoad withProgress(Duration every, Consumer<String> lines) {
        return with(settings.reporting(every, lines));
    }

    /**
     * Return a copy that has at most this many requests open at once; without, 1,000 on virtual threads (JDK 24 and later), and 256 on
     * platform threads, of which only as many are started as are needed.
     */
    public OpenLoad withConcurrency(int requests) {
        if (requests < 1 || requests > Threads.MOST) {
            throw new LoadException("The number of requests that may be open at once must be from 1 to %s, but is %s."
                    .formatted(Threads.MOST, requests));
        }
        return new OpenLoad(arrivals, settings, requests, lateAfter);
    }

    /** Return a copy that counts requests as late that are sent this much after they were due; 50 ms without. */
    public OpenLoad withLateAfter(Duration delay) {
        return new OpenLoad(
                arrivals,
                settings,
                concurrency,
                Durations.requireNotNegative("The delay from which on a request is late", delay));
    }

    private OpenLoad with(RunSettings newSettings) {
        return new OpenLoad(arrivals, newSettings, concurrency, lateAfter);
    }

    /** Send requests of one kind and wait for their answers. */
    public LoadResult run(Action action) {
        return run(Task.of("request", action));
    }

    /** Send one HTTP request again and again and wait for the answers. */
    public LoadResult run(HttpRequest request) {
        return run(Task.of("request", request));
    }

    /** Send requests of several kinds, as often as their weights say, and wait for their answers. */
    public LoadResult run(Task... tasks) {
        return run(List.of(tasks));
    }

    /** Send requests of several kinds, as often as their weights say, and wait for their answers. */
    public LoadResult run(List<Task> tasks) {
        return new OpenRun(arrivals, settings, concurrency, lateAfter, Task.requireDistinct(tasks)).run();
    }
}
