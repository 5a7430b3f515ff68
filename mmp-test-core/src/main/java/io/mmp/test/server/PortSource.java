package io.mmp.test.server;

import java.util.regex.Pattern;

/**
 * Says where a server's port comes from; {@code {port}} in its command and environment is replaced with it.
 *
 * @since 0.1.0
 */
public final class PortSource {

    private final Kind kind;

    private PortSource(Kind kind) {
        this.kind = kind;
    }

    /** Lease a free port from this machine's range below the ephemeral ports. This is the default. */
    public static PortSource leased() {
        return new PortSource(new Leased());
    }

    /**
     * Let the server choose: it is started with port 0 and the port is the pattern's first group, found in its output. Nothing can take
     * the port in between, so this is the better choice for a server that can do it.
     *
     * @throws IllegalArgumentException if the pattern has no group
     */
    public static PortSource fromLog(Pattern pattern) {
        if (pattern.matcher("").groupCount() < 1) {
            throw new IllegalArgumentException("port pattern needs a group around the port, but is '" + pattern + "'");
        }
        return new PortSource(new FromLog(pattern));
    }

    /**
     * Use this port and no other. A test that needs it cannot run twice at a time on one machine.
     *
     * @throws IllegalArgumentException if there is no such port
     */
    public static PortSource fixed(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be between 1 and 65535, but is " + port);
        }
        return new PortSource(new Fixed(port));
    }

    Kind kind() {
        return kind;
    }

    /** Describe the source, such as {@code port 8080}. */
    @Override
    public String toString() {
        return kind.toString();
    }

    sealed interface Kind {}

    record Leased() implements Kind {

        @Override
        public String toString() {
            return "a leased port";
        }
    }

    record FromLog(Pattern pattern) implements Kind {

        @Override
        public String toString() {
            return "the port in '" + pattern + "'";
        }
    }

    record Fixed(int port) implements Kind {

        @Override
        public String toString() {
            return "port " + port;
        }
    }
}
