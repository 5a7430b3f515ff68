package io.mmp.test.security;

import java.net.http.HttpResponse;

/**
 * What a system said to an attempt, as a status of HTTP.
 *
 * @since 0.1.0
 */
public final class PermissionAnswer {

    private final int status;
    private final String content;

    private PermissionAnswer(int status, String content) {
        this.status = status;
        this.content = content;
    }

    /** Say that it was done: 200. */
    public static PermissionAnswer allowed() {
        return ofStatus(200);
    }

    /** Say that the system knows who it was, and refused: 403. */
    public static PermissionAnswer denied() {
        return ofStatus(403);
    }

    /** Say that the system does not know who it was: 401. */
    public static PermissionAnswer unauthenticated() {
        return ofStatus(401);
    }

    /**
     * Take the status of an answer.
     *
     * @throws PermissionException if it is not from 100 to 599
     */
    public static PermissionAnswer ofStatus(int status) {
        if (status < 100 || status > 599) {
            throw new PermissionException("A status of HTTP is from 100 to 599, but not %s.".formatted(status));
        }
        return new PermissionAnswer(status, "");
    }

    /** Take the status of an answer of a client of the JDK. */
    public static PermissionAnswer of(HttpResponse<?> response) {
        return ofStatus(response.statusCode());
    }

    /** Return a copy that knows of which type its content is; empty if it has none. */
    PermissionAnswer withContent(String type) {
        return new PermissionAnswer(status, type);
    }

    String content() {
        return content;
    }

    /** Return the status. */
    public int status() {
        return status;
    }

    boolean isAllowed() {
        return status >= 200 && status < 300;
    }

    /** Return the status. */
    @Override
    public String toString() {
        return String.valueOf(status);
    }
}
