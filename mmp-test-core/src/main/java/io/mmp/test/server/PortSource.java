package io.mmp.test.server;

import java.util.regex.Pattern;

/** Says where a server's port comes from; {@code {port}} in its command and environment is replaced with it. */
public sealed interface PortSource {

    /** Lease a free port from this machine's range below the ephemeral ports. This is the default. */
    static PortSource leased() {
        return new Leased();
    }

    /**
     * Let the server choose: it is started with port 0 and the port is the pattern's first group, found in its output. Nothing can take
     * the port in between, so this is the better choice for a server that can do it.
     */
    static PortSource fromLog(Pattern pattern) {
        return new FromLog(pattern);
    }

    /** Use this port and no other. A test that needs it cannot run twice at a time on one machine. */
    static PortSource fixed(int port) {
        return new Fixed(port);
    }

    /** A port leased from this machine's range. */
    record Leased() implements PortSource {}

    /** A port that the server chooses and prints. */
    record FromLog(Pattern pattern) implements PortSource {

        /** Check that the pattern has a group. */
        public FromLog {
            if (pattern.matcher("").groupCount() < 1) {
                throw new IllegalArgumentException(
                        "port pattern needs a group around the port, but is '" + pattern + "'");
            }
        }
    }

    /** A given port. */
    record Fixed(int port) implements PortSource {

        /** Check the range. */
        public Fixed {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("port must be between 1 and 65535, but is " + port);
            }
        }
    }
}
