package io.mmp.test.server;

import io.mmp.test.Internal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

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

    /** Let this JVM load, in a thread that has time for it, the names of time zones: each answer has a date, and the first one waits for them. */
    public static void prepareAnswers() {
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.US)
                .withZone(ZoneId.of("GMT"))
                .formatTo(Instant.EPOCH, new StringBuilder());
    }
}
