package io.mmp.test.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;

/** Waits until the server that we started, and no other, answers its health check. */
final class Readiness {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private static final int CONNECT_MILLIS = 2_000;

    private final ServerSpec spec;
    private final Sentinel sentinel;
    private final ServerLog log;
    private int port;
    private String host = "127.0.0.1";
    private String lastSeen = "not checked yet";
    private @Nullable String foreignOwner;

    /** Watch a server whose port is given, or 0 when it is still to be read from the log. */
    Readiness(ServerSpec spec, int port, Sentinel sentinel, ServerLog log) {
        this.spec = spec;
        this.port = port;
        this.sentinel = sentinel;
        this.log = log;
    }

    /** Return the port of the server once it is healthy. */
    int awaitHealthy() {
        try {
            // Awaitility cannot be interrupted while it waits for a thread of its own, and JUnit's @Timeout interrupts.
            await("server '" + spec.name() + "'")
                    .pollInSameThread()
                    .atMost(spec.startupTimeout())
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .failFast(() -> !sentinel.isAlive()
                            || foreignOwner != null
                            || Thread.currentThread().isInterrupted())
                    .until(this::isReady);
            return port;
        } catch (ConditionTimeoutException | TerminalFailureException failure) {
            throw new ServerStartException(message(headline()), failure);
        }
    }

    private boolean isReady() {
        if (port == 0 && !readPort()) {
            return false;
        }
        ListeningPort listening = new ListeningPort(port);
        if (!listening.isOpen()) {
            lastSeen = "nothing listened on port " + port;
            return false;
        }
        Optional<String> foreign = listening.ownerOtherThan(sentinel.pid(), sentinel.cookie());
        if (foreign.isPresent()) {
            foreignOwner = foreign.get();
            return false;
        }
        host = listening.host();
        return passes(spec.health().kind());
    }

    /** Return the address on which the server listens, as it stands in a URI. */
    String host() {
        return host;
    }

    private boolean readPort() {
        if (spec.port().kind() instanceof PortSource.FromLog source) {
            lastSeen = "no line of the output matched the port pattern '" + source.pattern() + "'";
            log.find(source.pattern()).ifPresent(match -> port = portIn(match, source.pattern()));
        }
        return port != 0;
    }

    private int portIn(Matcher match, Pattern pattern) {
        String text = match.group(1);
        // Digits of any script are digits to Character and to Integer.parseInt, but not in a port.
        int found = text != null && PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (found < 1 || found > 65_535) {
            throw new ServerStartException(
                    message(
                            "Server '%s' has printed no port: the first group of the port pattern '%s' is %s. Put the group around a number from 1 to 65535."
                                    .formatted(
                                            spec.name(),
                                            pattern,
                                            text == null ? "not in the match" : "'" + text + "'")),
                    null);
        }
        return found;
    }

    private boolean passes(HealthCheck.Kind check) {
        if (check instanceof HealthCheck.Http http) {
            return answersWith2xx(http.path());
        }
        if (check instanceof HealthCheck.LogLine line) {
            lastSeen = "no line of the output matched '" + line.pattern() + "'";
            return log.find(line.pattern()).isPresent();
        }
        return acceptsConnections();
    }

    private boolean answersWith2xx(String path) {
        try {
            // Not through a proxy that this JVM may be configured with, and not through a client that leaves a thread
            // behind.
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(target() + path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(CONNECT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            try {
                int status = connection.getResponseCode();
                lastSeen = "its last answer was HTTP " + status;
                return status / 100 == 2;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            lastSeen = "its last answer was " + notYet;
            return false;
        }
    }

    private boolean acceptsConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            lastSeen = "its last answer was " + notYet;
            return false;
        }
    }

    private String target() {
        return "http://" + host + ":" + port;
    }

    private String message(String headline) {
        return "%s%nCommand: %s%nLast output:%n%s"
                .formatted(headline, String.join(" ", spec.commandFor(port)), log.tail());
    }

    private String headline() {
        String name = "Server '" + spec.name() + "'";
        String process = "process " + sentinel.pid();
        if (Thread.currentThread().isInterrupted()) {
            return name + " was not started: interrupted while waiting until it is healthy.";
        }
        if (foreignOwner != null) {
            return "%s cannot be reached at port %s: %s listens there, not our %s. Free the port or use another."
                    .formatted(name, port, foreignOwner, process);
        }
        if (!sentinel.isAlive()) {
            return "%s did not become healthy%s: %s %s after %s."
                    .formatted(
                            name,
                            where(),
                            process,
                            sentinel.exitCode(),
                            seconds(Duration.between(sentinel.startedAt(), Instant.now())));
        }
        return "%s did not become healthy%s within %s: %s still runs, but %s."
                .formatted(name, where(), seconds(spec.startupTimeout()), process, lastSeen);
    }

    private String where() {
        if (port == 0) {
            return "";
        }
        return spec.health().kind() instanceof HealthCheck.Http http
                ? " at " + target() + http.path()
                : " at port " + port;
    }

    private static String seconds(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
