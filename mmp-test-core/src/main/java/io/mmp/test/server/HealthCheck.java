package io.mmp.test.server;

import java.util.regex.Pattern;

/** Tells when a server that listens is ready to serve. */
public sealed interface HealthCheck {

    /** Require that a GET of the path, such as {@code /health}, is answered with a 2xx status. */
    static HealthCheck http(String path) {
        return new Http(path);
    }

    /** Require only that the server accepts TCP connections. */
    static HealthCheck tcp() {
        return new Tcp();
    }

    /** Require that the server accepts TCP connections and has written a line in which the pattern is found. */
    static HealthCheck logLine(Pattern pattern) {
        return new LogLine(pattern);
    }

    /** A GET that must be answered with a 2xx status. */
    record Http(String path) implements HealthCheck {

        /** Check that the path is absolute. */
        public Http {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("health path must start with '/', but is '" + path + "'");
            }
        }
    }

    /** A TCP connection that must be accepted. */
    record Tcp() implements HealthCheck {}

    /** A line that must appear in the server's output. */
    record LogLine(Pattern pattern) implements HealthCheck {}
}
