package io.mmp.test.load;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What open and closed loads have in common.
 *
 * @param name what reports are titled with
 * @param seed decides everything that is random
 * @param timeout how long an answer may take
 * @param warmUp how many requests are sent before, which do not count
 * @param client sends {@code HttpRequest}s; null for one of the run's own
 * @param progressEvery how often a line tells of the progress
 * @param progress takes the lines
 */
record RunSettings(
        String name,
        long seed,
        Duration timeout,
        int warmUp,
        @Nullable HttpClient client,
        Duration progressEvery,
        Consumer<String> progress) {

    static final RunSettings DEFAULT =
            new RunSettings("load", 1, Duration.ofSeconds(10), 0, null, Duration.ofSeconds(5), RunSettings::print);

    RunSettings {
        Durations.requirePositive("The timeout of a request", timeout);
        Durations.requirePositive("The time between two lines of progress", progressEvery);
        if (warmUp < 0) {
            throw new LoadException(
                    "The number of requests to warm up with must be 0 or more, but is %s.".formatted(warmUp));
        }
        if (name.isBlank()) {
            throw new LoadException("A load needs a name that is not blank.");
        }
    }

    @SuppressWarnings("SystemOut") // a run shows its progress on the terminal
    private static void print(String line) {
        System.out.println(line);
    }

    RunSettings named(String newName) {
        return new RunSettings(newName, seed, timeout, warmUp, client, progressEvery, progress);
    }

    RunSettings seeded(long newSeed) {
        return new RunSettings(name, newSeed, timeout, warmUp, client, progressEvery, progress);
    }

    RunSettings timingOutAfter(Duration newTimeout) {
        return new RunSettings(name, seed, newTimeout, warmUp, client, progressEvery, progress);
    }

    RunSettings warmingUp(int requests) {
        return new RunSettings(name, seed, timeout, requests, client, progressEvery, progress);
    }

    RunSettings using(HttpClient newClient) {
        return new RunSettings(name, seed, timeout, warmUp, newClient, progressEvery, progress);
    }

    RunSettings reporting(Duration every, Consumer<String> sink) {
        return new RunSettings(name, seed, timeout, warmUp, client, every, sink);
    }
}
