package io.mmp.test.failure;

import static org.awaitility.Awaitility.await;

import io.mmp.test.server.PrivateDirectory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a failed test wait at its end, with all its servers running, until a person has looked at them.
 *
 * <p>It waits there and not at the end of the run: what is looked at is as the failure has left it, an embedded server needs this JVM anyhow,
 * and nothing outlives its test. All that fail have the same end, so that a run in which everything fails takes no longer than that.
 */
final class KeptServers {

    static final KeptServers OF_THIS_JVM = new KeptServers(System.getenv());

    private static final Logger LOG = System.getLogger("io.mmp.test.failure");

    /** What build servers set; not all of them set the first. */
    private static final List<String> SIGNS_OF_CI = List.of("CI", "JENKINS_URL", "TEAMCITY_VERSION", "TF_BUILD");

    private final Map<String, String> environment;
    private @Nullable Long end;
    private boolean isRefused;

    KeptServers(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Wait until a person says that it is enough, or until the time is over that began with the first test that was kept.
     *
     * @param test its name
     * @param what the servers, with their addresses
     * @param publish is told how to go on
     */
    void keep(String test, List<String> what, Duration limit, Consumer<String> publish) throws IOException {
        if (what.isEmpty() || isRefused(test)) {
            return;
        }
        Duration left = left(limit);
        if (left.isNegative() || left.isZero()) {
            LOG.log(
                    Level.INFO,
                    "{0} is not kept: {1} s have passed since the first test that was. Raise mmp.keep.for.",
                    test,
                    String.valueOf(limit.toSeconds()));
            return;
        }
        try (PrivateDirectory directory = PrivateDirectory.create("kept")) {
            Path file = directory.path().resolve("delete-me");
            String text = "Kept for you to look at, since %s failed: %s. It ends when you delete %s, or in %s s."
                    .formatted(test, String.join(", ", what), file, left.toSeconds());
            Files.writeString(file, text);
            LOG.log(Level.WARNING, "{0}", text);
            publish.accept(text);
            waitUntilGone(file, left);
        }
    }

    private static void waitUntilGone(Path file, Duration left) {
        try {
            await("a person")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(left)
                    .until(() -> Files.notExists(file));
        } catch (ConditionTimeoutException e) {
            LOG.log(Level.INFO, "{0} was there until the end of the time.", file.toString());
        }
    }

    private synchronized Duration left(Duration limit) {
        long now = System.nanoTime();
        if (end == null) {
            end = now + limit.toNanos();
        }
        return Duration.ofNanos(end - now);
    }

    private synchronized boolean isRefused(String test) {
        Optional<String> sign = SIGNS_OF_CI.stream().filter(this::isSet).findFirst();
        if (sign.isPresent() && !isRefused) {
            isRefused = true;
            LOG.log(
                    Level.WARNING,
                    "mmp.keep=on-failure keeps nothing, {0} neither: {1} is set, and on a build server nobody looks.",
                    test,
                    sign.get());
        }
        return sign.isPresent();
    }

    private boolean isSet(String variable) {
        String value = environment.getOrDefault(variable, "");
        return Stream.of("", "0", "false").noneMatch(value::equalsIgnoreCase);
    }
}
