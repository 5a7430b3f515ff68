package io.mmp.test.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request that a receiver of webhooks got.
 *
 * @param number its number, from 1
 * @param method such as {@code POST}
 * @param path the path with the query, such as {@code /alerts?team=fraud}
 * @param headers all headers by their names in lower case
 * @param body the body as UTF-8
 * @param receivedAt when its body was there
 * @param status what it is answered with
 * @since 0.1.0
 */
public record Delivery(
        int number,
        String method,
        String path,
        Map<String, List<String>> headers,
        String body,
        Instant receivedAt,
        int status) {

    private static final int SHOWN = 200;

    /** Return the first value of a header, whose name may be in any case. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    /** Tell whether the receiver took it: what it refused with a status of 300 or more, the sender may send again. */
    public boolean isAccepted() {
        return status >= 200 && status < 300;
    }

    /** Return it in a line, the body cut after 200 characters. */
    @Override
    public String toString() {
        String text = body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "...";
        return "no. %s, answered with %s: %s %s %s"
                .formatted(number, status, method, path, text)
                .replaceAll("\\R", " ")
                .strip();
    }
}
