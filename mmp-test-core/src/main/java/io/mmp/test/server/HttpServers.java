package io.mmp.test.server;

import io.mmp.test.Internal;

/** The HTTP servers of the JDK in this JVM. */
@Internal
public final class HttpServers {

    private static final String NODELAY = "sun.net.httpserver.nodelay";

    private HttpServers() {}

    /**
     * Let them answer at once, unless the property says something already: those of JDK 17 wait 40 ms for the client's acknowledgement of
     * the headers before they send a body. The JDK reads the property once, at the first server that anybody starts.
     */
    public static void answerAtOnce() {
        if (System.getProperty(NODELAY) == null) {
            System.setProperty(NODELAY, "true");
        }
    }
}
