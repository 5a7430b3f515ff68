package io.mmp.test.mlflow.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends bytes that no HTTP client would send, each request on a connection of its own. */
public record RawHttp(URI server, Duration patience, End end) {

    /** What a client does when it has sent its request; MLflow's server gives up on one that says that it sends no more. */
    public enum End {
        SAID,
        UNSAID
    }

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    /** What came back, and whether the server closed the connection in time. */
    public record Answer(String text, boolean isClosed) {

        /** Return the status of the final answer, zero if there is none. */
        public int status() {
            Matcher status = STATUS.matcher(text);
            int found = 0;
            while (found < 200 && status.find()) {
                found = Integer.parseInt(status.group(1));
            }
            return found;
        }

        /** Return what follows the headers. */
        String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }
    }

    /** Send a request of ISO 8859-1 text and return all that comes until the server closes the connection. */
    public Answer send(String request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout((int) patience.toMillis());
            try {
                OutputStream out = socket.getOutputStream();
                out.write(request.getBytes(ISO_8859_1));
                out.flush();
                if (end == End.SAID) {
                    socket.shutdownOutput();
                }
                ByteArrayOutputStream answer = new ByteArrayOutputStream();
                socket.getInputStream().transferTo(answer);
                return new Answer(answer.toString(ISO_8859_1), true);
            } catch (SocketTimeoutException late) {
                return new Answer("", false);
            } catch (IOException cutOff) {
                return new Answer("", true);
            }
        }
    }

    /** Send a request with a JSON body and the headers that it needs. */
    Answer send(String method, String target, String body) throws IOException {
        return send(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
