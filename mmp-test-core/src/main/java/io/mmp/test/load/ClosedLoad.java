package io.mmp.test.load;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Load by the closed model: a number of users, each of whom waits for the answer, thinks, and sends the next request.
 *
 * <pre>{@code
 * LoadResult result = ClosedLoad.users(20, Duration.ofMinutes(1))
 *         .run(Task.of("search", search).withWeight(3), Task.of("buy", buy));
 * }</pre>
 *
 * <p>It shows what so many users do and how many requests get through. It does not show what latencies others would see: while the service
 * stalls, each user waits with one request, and those that would have come meanwhile are never sent. Judge latencies with
 * {@link OpenLoad}.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class ClosedLoad {

    private final ClosedPlan plan;
    private final RunSettings settings;

    private ClosedLoad(ClosedPlan plan, RunSettings settings) {
        this.plan = plan;
        this.settings = settings;
    }

    /** Let this many users send requests for this long. */
    public static ClosedLoad users(int users, Duration duration) {
        if (users < 1 || users > Threads.MOST) {
            throw new LoadException(
                    "The number of users must be from 1 to %s, but is %s.".formatted(Threads.MOST, users));
        }
        Durations.requirePositive("The time for which users send requests", duration);
        return new ClosedLoad(
                new ClosedPlan(users, duration, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ZERO),
                RunSettings.DEFAULT);
    }

    /** Return a copy whose users think this long after an answer, evenly distributed; 1 to 3 s without. */
    public ClosedLoad withThinkTime(Duration shortest, Duration longest) {
        Durations.requireNotNegative("The shortest think time", shortest);
        Durations.requireNotNegative("The longest think time", longest);
        if (shortest.compareTo(longest) > 0) {
            throw new LoadException("The shortest think time, %s, is above the longest, %s."
                    .formatted(Durations.print(shortest), Durations.print(longest)));
        }
        return new ClosedLoad(
                new ClosedPlan(plan.users(), plan.duration(), shortest, longest, plan.rampUp()), settings);
    }

    /** Return a copy whose users send the next request at once. */
    public ClosedLoad withoutThinkTime() {
        return withThinkTime(Duration.ZERO, Duration.ZERO);
    }

    /** Return a copy whose users come evenly over this time; all at once without. */
    public ClosedLoad withRampUp(Duration duration) {
        Durations.requireNotNegative("The time over which users come", duration);
        if (duration.compareTo(plan.duration()) >= 0) {
            throw new LoadException(
                    "The users come over %s, which must be less than the %s for which they send requests."
                            .formatted(Durations.print(duration), Durations.print(plan.duration())));
        }
        return new ClosedLoad(
                new ClosedPlan(plan.users(), plan.duration(), plan.shortest(), plan.longest(), duration), settings);
    }

    /** Return a copy whose report has this name; "load" without. */
    public ClosedLoad withName(String name) {
        return new ClosedLoad(plan, settings.named(name));
    }

    /** Return a copy with another seed for the order of tasks and for think times; 1 without. */
    public ClosedLoad withSeed(long seed) {
        return new ClosedLoad(plan, settings.seeded(seed));
    }

    /**
     * Return a copy that waits this long for an answer; 10 s without. An {@code HttpRequest} with a timeout keeps it. What is not answered
     * this long after the end is interrupted and counts as not answered.
     */
    public ClosedLoad withTimeout(Duration timeout) {
        return new ClosedLoad(plan, settings.timingOutAfter(timeout));
    }

    /** Return a copy that first sends this many requests, one after another, which do not count; none without. */
    public ClosedLoad withWarmUp(int requests) {
        return new ClosedLoad(plan, settings.warmingUp(requests));
    }

    /**
     * Return a copy that sends {@code HttpRequest}s with this client. Without, they go over HTTP/1.1 on kept connections, by no proxy, and
     * those of {@code http} with the least CPU that Java can do it with.
     */
    public ClosedLoad withClient(HttpClient client) {
        return new ClosedLoad(plan, settings.using(client));
    }

    /** Return a copy that tells of its progress this often, and where; each 5 s on the standard output without. */
    public ClosedLoad withProgress(Duration every, Consumer<String> lines) {
        return new ClosedLoad(plan, settings.reporting(every, lines));
    }

    /** Let the users send requests of one kind. */
    public LoadResult run(Action action) {
        return run(Task.of("request", action));
    }

    /** Let the users send one HTTP request again and again. */
    public LoadResult run(HttpRequest request) {
        return run(Task.of("request", request));
    }

    /** Let the users send requests of several kinds, as often as their weights say. */
    public LoadResult run(Task... tasks) {
        return run(List.of(tasks));
    }

    /** Let the users send requests of several kinds, as often as their weights say. */
    public LoadResult run(List<Task> tasks) {
        return new ClosedRun(plan, settings, Task.requireDistinct(tasks)).run();
    }
}
