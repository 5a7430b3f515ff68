package io.mmp.test.system;

import static org.awaitility.Awaitility.await;

import io.mmp.test.text.Quantities;
import java.net.URI;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;

/** A service of a group, and what has become of it. */
final class Member {

    private static final Duration CONTAINER_RESTART = Duration.ofSeconds(60);
    private static final Duration PROBE = Duration.ofSeconds(2);

    private final Service service;
    private final Runner runner;
    private volatile ServiceState state = ServiceState.NOT_STARTED;

    Member(Service service, Runner runner) {
        this.service = service;
        this.runner = runner;
    }

    Service service() {
        return service;
    }

    Runner runner() {
        return runner;
    }

    ServiceState state() {
        ServiceState now = state;
        return now == ServiceState.RUNNING && !runner.isAlive() ? ServiceState.EXITED : now;
    }

    /** Start it unless it runs. */
    synchronized void start() {
        switch (state()) {
            case RUNNING, ELSEWHERE -> {}
            case PAUSED ->
                throw new ServiceGroupException(
                        "Service '%s' is paused: it was not started again. Use resume(\"%1$s\") or restart(\"%1$s\")."
                                .formatted(service.name()));
            default -> startAnew();
        }
    }

    private void startAnew() {
        boolean isFirst = state == ServiceState.NOT_STARTED;
        runner.start();
        if (runner instanceof RemoteRunner) {
            state = ServiceState.ELSEWHERE;
            awaitHealthy(((Service.Elsewhere) service.kind()).patience());
        } else {
            state = ServiceState.RUNNING;
            // What starts a process for the first time or again waits for it, and what starts a container for the first
            // time.
            if (runner instanceof ContainerRunner && (!isFirst || service.health() != null)) {
                awaitHealthy(CONTAINER_RESTART);
            }
        }
    }

    private void awaitHealthy(Duration atMost) {
        Last last = new Last();
        try {
            await("service '" + service.name() + "'")
                    .pollInSameThread()
                    .atMost(atMost)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast(() -> Thread.currentThread().isInterrupted() || last.isGone())
                    .until(() -> last.see(new Probe(this, PROBE).ask()));
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            ServiceHealth seen = last.health;
            throw new ServiceGroupException(
                    "Service '%s' did not become healthy within %s: %s%s"
                            .formatted(
                                    service.name(),
                                    Quantities.millis((double) atMost.toMillis()),
                                    seen == null ? "interrupted" : seen,
                                    seen == null || seen.logTail().isEmpty()
                                            ? ""
                                            : "%nLast output:%n%s".formatted(seen.logTail())),
                    e);
        }
    }

    synchronized void stop() {
        if (state() == ServiceState.PAUSED) {
            resume();
        }
        runner.stop();
        state = ServiceState.STOPPED;
    }

    /** End it at once; not synchronized: a start that is under way meets the crash. */
    void kill() {
        runner.kill();
        state = ServiceState.KILLED;
    }

    synchronized void pause() {
        if (state() != ServiceState.PAUSED) {
            require(ServiceState.RUNNING, "paused");
            runner.pause();
            state = ServiceState.PAUSED;
        }
    }

    synchronized void resume() {
        if (state() != ServiceState.RUNNING) {
            require(ServiceState.PAUSED, "resumed");
            runner.resume();
            state = ServiceState.RUNNING;
        }
    }

    synchronized void restart() {
        if (runner instanceof RemoteRunner remote) {
            throw remote.refused("restarted");
        }
        stop();
        startAnew();
    }

    private void require(ServiceState needed, String verb) {
        if (runner instanceof RemoteRunner remote) {
            throw remote.refused(verb);
        }
        ServiceState now = state();
        if (now != needed) {
            throw new ServiceGroupException(
                    "Service '%s' cannot be %s: its state is '%s'.".formatted(service.name(), verb, now));
        }
    }

    URI uri() {
        return runner.uri();
    }

    String log() {
        return runner.log();
    }

    synchronized void close() {
        runner.close();
        if (state != ServiceState.NOT_STARTED && state != ServiceState.ELSEWHERE) {
            state = ServiceState.STOPPED;
        }
    }

    /** What was seen last. */
    private static final class Last {

        private @Nullable ServiceHealth health;

        boolean see(ServiceHealth seen) {
            health = seen;
            return seen.isHealthy();
        }

        boolean isGone() {
            return health != null && health.symptom() == Symptom.NOT_RUNNING;
        }
    }
}
