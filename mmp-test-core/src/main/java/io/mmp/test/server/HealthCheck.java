package io.mmp.test.server;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells when a server that listens is ready to serve.
 *
 * @since 0.1.0
 */
public final class HealthCheck {

    private final Kind kind;

    private HealthCheck(Kind kind) {
        this.kind = kind;
    }

    /**
     * Require that a GET of the path is answered with a 2xx status.
     *
     * @param path such as {@code /health}
     * @throws IllegalArgumentException if the path does not start with a slash
     */
    public static HealthCheck http(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("health path must start with '/', but is '" + path + "'");
        }
        return new HealthCheck(new Http(path));
    }

    /** Require only that the server accepts TCP connections. */
    public static HealthCheck tcp() {
        return new HealthCheck(new Tcp());
    }

    /** Require that the server accepts TCP connections and has written a line in which the pattern is found. */
    public static HealthCheck logLine(Pattern pattern) {
        return new HealthCheck(new LogLine(pattern));
    }

    /** Return the path that is asked, if it is asked by HTTP. */
    public Optional<String> path() {
        return kind instanceof Http http ? Optional.of(http.path()) : Optional.empty();
    }

    /** Return the pattern of the line that the server has to write, if it has to. */
    public Optional<Pattern> line() {
        return kind instanceof LogLine line ? Optional.of(line.pattern()) : Optional.empty();
    }

    Kind kind() {
        return kind;
    }

    /** Describe the check, such as {@code GET /health}. */
    @Override
    public String toString() {
        return kind.toString();
    }

    sealed interface Kind {}

    record Http(String path) implements Kind {

        @Override
        public String toString() {
            return "GET " + path;
        }
    }

    record Tcp() implements Kind {

        @Override
        public String toString() {
            return "a TCP connection";
        }
    }

    record LogLine(Pattern pattern) implements Kind {

        @Override
        public String toString() {
            return "a line with '" + pattern + "'";
        }
    }
}
