package io.mmp.test.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.LoopbackProxies;
import io.mmp.test.text.Quantities;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks one service once how it is. */
final class Probe {

    private static final int LONGEST_BODY = 300;
    private static final int READ = 4 * LONGEST_BODY; // a character of UTF-8 has up to four bytes
    private static final int TAIL_LINES = 10;

    /** Docker accepts in front of a container that does not listen, and closes within a millisecond or so. */
    private static final int MOMENT_MILLIS = 200;

    private final Member member;
    private final Duration timeout;
    private final @Nullable HealthCheck check;
    private final long start = System.nanoTime();

    Probe(Member member, Duration timeout) {
        this.member = member;
        this.timeout = timeout;
        this.check = member.service().health();
    }

    ServiceHealth ask() {
        ServiceState state = member.state();
        return switch (state) {
            case NOT_STARTED, STOPPED, KILLED, EXITED -> health(state, Symptom.NOT_RUNNING, "not asked", "");
            case PAUSED -> health(state, Symptom.PAUSED, "not asked", "");
            default -> askRunning(state);
        };
    }

    /** Return what is said of one that has not answered in time, or could not be asked. */
    ServiceHealth failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? health(member.state(), Symptom.TIMEOUT, "no answer", "")
                : health(member.state(), Symptom.BROKEN, "it cannot be asked, " + cause, "");
    }

    private ServiceHealth askRunning(ServiceState state) {
        String own = member.runner().ownHealth();
        if (own.equals("unhealthy") || own.equals("starting")) {
            return health(state, Symptom.STATUS, "Docker's health check says '" + own + "'", "");
        }
        try {
            if (check == null) {
                return own.equals("healthy")
                        ? health(state, Symptom.NONE, "healthy by Docker's health check", "")
                        : served(state);
            }
            Optional<String> path = check.path();
            if (path.isPresent()) {
                return http(state, path.get());
            }
            Optional<Pattern> line = check.line().filter(pattern -> !hasWritten(pattern));
            return line.isEmpty()
                    ? accepts(state)
                    : health(state, Symptom.NO_LINE, "no line of its log matches '" + line.get() + "'", "");
        } catch (SocketTimeoutException e) {
            return health(state, Symptom.TIMEOUT, "no answer", "");
        } catch (ConnectException e) {
            return health(state, Symptom.REFUSED, "connection refused", "");
        } catch (IOException e) {
            return health(state, Symptom.BROKEN, "the connection broke, " + e, "");
        }
    }

    private boolean hasWritten(Pattern pattern) {
        return member.log().lines().anyMatch(line -> pattern.matcher(line).find());
    }

    private ServiceHealth http(ServiceState state, String path) throws IOException {
        URI place = Addresses.http(member.uri(), path);
        HttpURLConnection connection = (HttpURLConnection)
                place.toURL().openConnection(new LoopbackProxies().select(place).get(0));
        connection.setConnectTimeout(millis());
        connection.setReadTimeout(millis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        try {
            int status = connection.getResponseCode();
            if (status < 0) {
                return health(state, Symptom.BROKEN, "an answer that is none of HTTP", "");
            }
            String body = status / 100 == 2 ? "" : body(connection);
            return health(state, status / 100 == 2 ? Symptom.NONE : Symptom.STATUS, "HTTP " + status, body);
        } finally {
            connection.disconnect();
        }
    }

    private static String body(HttpURLConnection connection) {
        try (@Nullable InputStream error = connection.getErrorStream();
                InputStream in = error != null ? error : connection.getInputStream()) {
            return oneLine(new String(in.readNBytes(READ), UTF_8));
        } catch (IOException noBody) {
            return "";
        }
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_BODY
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_BODY)) + "...";
    }

    private ServiceHealth accepts(ServiceState state) throws IOException {
        try (Socket socket = connect()) {
            return health(state, Symptom.NONE, socket.isConnected() ? "connection accepted" : "", "");
        }
    }

    private ServiceHealth served(ServiceState state) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(MOMENT_MILLIS);
            if (socket.getInputStream().read() < 0) {
                return health(state, Symptom.REFUSED, "connection closed at once: nothing listens inside", "");
            }
        } catch (SocketTimeoutException quiet) {
            if (Duration.ofNanos(System.nanoTime() - start).compareTo(timeout) >= 0) {
                throw quiet;
            }
        }
        return health(state, Symptom.NONE, "connection accepted", "");
    }

    private Socket connect() throws IOException {
        URI uri = member.uri();
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(Addresses.host(uri), Addresses.port(uri)), millis());
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private int millis() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis()));
    }

    private ServiceHealth health(ServiceState state, Symptom symptom, String answer, String body) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        URI place = place();
        String words = symptom == Symptom.TIMEOUT
                ? answer + " within " + Quantities.millis((double) timeout.toMillis())
                : answer;
        return new ServiceHealth(
                member.service().name(),
                place,
                state,
                symptom,
                words,
                body,
                took,
                symptom == Symptom.NONE ? "" : tail());
    }

    private URI place() {
        URI uri = Addresses.shown(member.uri());
        return check != null && check.path().isPresent()
                ? Addresses.http(uri, check.path().get())
                : uri;
    }

    private String tail() {
        List<String> lines = member.log().lines().toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - TAIL_LINES))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
