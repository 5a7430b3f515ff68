package io.mmp.test.readiness;

import io.mmp.test.server.ManagedServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.assertj.core.api.AssertProvider;

/**
 * A text that others read, such as the body of an error or a log, and that must not give away what is inside.
 *
 * @since 0.1.0
 */
public final class SafeText implements AssertProvider<SafeTextAssert> {

    private final String name;
    private final String text;

    private SafeText(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** Take a text, with a name for messages, such as {@code answer to POST /search}. */
    public static SafeText of(String name, String text) {
        return new SafeText(name, text);
    }

    /** Take the body of an answer. */
    public static SafeText ofBody(HttpResponse<String> response) {
        return new SafeText(
                "body of %s %s, status %s"
                        .formatted(
                                response.request().method(),
                                response.request().uri().getPath(),
                                response.statusCode()),
                response.body());
    }

    /** Take what a server has written up to now. */
    public static SafeText ofLog(String name, ManagedServer server) {
        return new SafeText("log of " + name, server.log());
    }

    /**
     * Take a file in UTF-8.
     *
     * @throws ReadinessException if it cannot be read
     */
    public static SafeText ofFile(Path file) {
        return new SafeText(file.toString(), FileText.read(file));
    }

    String text() {
        return text;
    }

    /** Start assertions. */
    @Override
    public SafeTextAssert assertThat() {
        return new SafeTextAssert(this);
    }

    /** Return the name, not the text. */
    @Override
    public String toString() {
        return name;
    }
}
