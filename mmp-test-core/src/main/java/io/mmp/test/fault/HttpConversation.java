package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The requests and answers of one connection, as one fault sees them: which answer belongs to which request. */
final class HttpConversation {

    private static final Pattern REQUEST = Pattern.compile("([A-Z]+) [^ ]+ HTTP/1\\.[01]\\r?\\n");
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] (\\d{3})( [^\\r\\n]*)?\\r?\\n");
    private static final Pattern EXPECT = Pattern.compile("(?im)^expect:[ \\t]*100-continue[ \\t]*\\r?$");

    private final Injection injection;
    private final Connection connection;
    private final SplittableRandom random;
    private final Deque<Exchange> exchanges = new ArrayDeque<>();
    private boolean isUpgraded;

    /** A request that has no answer yet; one that is answered here has it ready. */
    private record Exchange(
            String method, boolean isStruck, @Nullable ByteBuffer answer, boolean isLast) {}

    HttpConversation(Injection injection, Connection connection) {
        this.injection = injection;
        this.connection = connection;
        this.random = injection.random(connection.number(), Direction.UPSTREAM);
    }

    /** Answer a share of the requests with a status, and keep them from the server. */
    Effect answering(HttpStatus status) {
        return new Requests(status);
    }

    /** Choose a share of the requests, and pass all on. */
    Effect choosing() {
        return new Requests(null);
    }

    /** Pass the answers on, each in its turn. */
    Effect passing() {
        return new Answers(false);
    }

    /** Change the bodies of the answers to the requests that were chosen. */
    Effect corrupting() {
        return new Answers(true);
    }

    private ByteBuffer answer(String method, int status, boolean isLast) {
        boolean hasBody = status != 204 && status != 304 && !method.equals("HEAD");
        String body = "Injected: HTTP status " + status + ".\n";
        String head = "HTTP/1.1 %s Injected\r\n%s%s\r\n"
                .formatted(
                        status,
                        status == 204 || status == 304
                                ? ""
                                : "Content-Type: text/plain\r\nContent-Length: %s\r\n".formatted(body.length()),
                        isLast ? "Connection: close\r\n" : "");
        return ByteBuffer.wrap((hasBody ? head + body : head).getBytes(US_ASCII));
    }

    /** Send the answers that are the proxy's own, as far as it is their turn. */
    private void sendOwn(long due) {
        Output output = connection.flow(Direction.DOWNSTREAM).behind(injection);
        for (Exchange next = exchanges.peek(); next != null && next.answer() != null; next = exchanges.peek()) {
            exchanges.remove();
            output.data(next.answer(), due);
            if (next.isLast()) {
                output.end(Ending.CLOSE, due);
            }
        }
        connection.flow(Direction.DOWNSTREAM).write();
    }

    /** What the client sends. */
    private final class Requests implements Effect, HttpStream.Reader {

        private final @Nullable HttpStatus status;
        private final HttpStream stream = new HttpStream(REQUEST, this);
        private @Nullable Output next;
        private long due;
        private String method = "";
        private boolean isSwallowed;
        private boolean isAnswered;

        Requests(@Nullable HttpStatus status) {
            this.status = status;
        }

        @Override
        public void data(ByteBuffer data, long newDue, Output newNext) {
            if (isUpgraded) {
                newNext.data(data, newDue);
                return;
            }
            due = newDue;
            next = newNext;
            stream.feed(data);
        }

        @Override
        public void end(Ending ending, long newDue, Output newNext) {
            ByteBuffer rest = stream.rest();
            if (rest.hasRemaining() && !isSwallowed) {
                newNext.data(rest, newDue);
            }
            newNext.end(ending, newDue);
        }

        @Override
        public HttpStream.Framing head(String head) {
            Matcher request = REQUEST.matcher(head);
            if (!request.lookingAt() || request.group(1).equals("CONNECT")) {
                return HttpStream.Framing.OPAQUE;
            }
            method = request.group(1);
            boolean isStruck = random.nextDouble() < injection.fault().share();
            isSwallowed = isStruck && status != null;
            isAnswered = false;
            if (isStruck && status != null) {
                injection.hitRequest();
                if (EXPECT.matcher(head).find()) {
                    // The body may never come; whether it does, only a new connection is sure to know.
                    own(status, true);
                }
            } else {
                exchanges.add(new Exchange(method, isStruck, null, false));
            }
            return HttpStream.Framing.HEADERS;
        }

        private void own(HttpStatus answerStatus, boolean isLast) {
            isAnswered = true;
            exchanges.add(new Exchange(method, true, answer(method, answerStatus.status(), isLast), isLast));
            sendOwn(due);
        }

        @Override
        public void bytes(ByteBuffer bytes, boolean ofBody) {
            if (!isSwallowed && next != null) {
                next.data(bytes, due);
            }
        }

        @Override
        public void end() {
            if (isSwallowed && !isAnswered && status != null) {
                own(status, false);
            }
            isSwallowed = false;
        }
    }

    /** What the server sends. */
    private final class Answers implements Effect, HttpStream.Reader {

        private final boolean corrupts;
        private final HttpStream stream = new HttpStream(ANSWER, this);
        private @Nullable Output next;
        private long due;
        private boolean isInterim;
        private boolean isCorrupted;

        Answers(boolean corrupts) {
            this.corrupts = corrupts;
        }

        @Override
        public void data(ByteBuffer data, long newDue, Output newNext) {
            due = newDue;
            next = newNext;
            if (exchanges.isEmpty() && stream.isBetweenMessages()) {
                // The answer to a request from before the fault.
                newNext.data(data, newDue);
                return;
            }
            stream.feed(data);
        }

        @Override
        public void end(Ending ending, long newDue, Output newNext) {
            ByteBuffer rest = stream.rest();
            if (rest.hasRemaining()) {
                newNext.data(rest, newDue);
            }
            newNext.end(ending, newDue);
        }

        @Override
        public HttpStream.Framing head(String head) {
            Matcher answer = ANSWER.matcher(head);
            Exchange exchange = exchanges.peek();
            if (!answer.lookingAt() || exchange == null) {
                return HttpStream.Framing.OPAQUE;
            }
            int status = Integer.parseInt(answer.group(1));
            isInterim = status < 200;
            isCorrupted = false;
            if (status == 101) {
                isUpgraded = true;
                return HttpStream.Framing.OPAQUE;
            }
            return isInterim
                            || status == 204
                            || status == 304
                            || exchange.method().equals("HEAD")
                    ? HttpStream.Framing.NONE
                    : HttpStream.Framing.HEADERS_OR_CLOSE;
        }

        @Override
        public void bytes(ByteBuffer bytes, boolean ofBody) {
            Exchange exchange = exchanges.peek();
            if (ofBody && corrupts && exchange != null && exchange.isStruck() && bytes.hasRemaining()) {
                corrupt(bytes);
            }
            if (next != null) {
                next.data(bytes, due);
            }
        }

        /** Change one byte of each kilobyte, and the first body's one at least. */
        private void corrupt(ByteBuffer bytes) {
            if (!isCorrupted) {
                isCorrupted = true;
                injection.hitRequest();
            }
            for (int from = bytes.position(); from < bytes.limit(); from += 1024) {
                int at = from + random.nextInt(Math.min(1024, bytes.limit() - from));
                bytes.put(at, (byte) (bytes.get(at) ^ (1 + random.nextInt(255))));
            }
        }

        @Override
        public void end() {
            if (!isInterim) {
                exchanges.poll();
                sendOwn(due);
            }
        }
    }
}
