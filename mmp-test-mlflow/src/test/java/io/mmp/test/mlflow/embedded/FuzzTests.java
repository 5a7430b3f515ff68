package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.wire.Dispatcher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends thousands of requests that are almost right: each gets an answer in time, and none finds a defect.
 *
 * <p>{@code mmp.fuzz.requests} is their number, 20,000 in a long run, and {@code mmp.fuzz.seed} the seed. {@code mmp.fuzz.uri} names a
 * fresh real server, which is then sent the same: only where it answers 500 or above may the embedded one.
 */
class FuzzTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern RUN_ID = Pattern.compile("\"run_id\": ?\"(\\w+)\"");

    @TempDir
    Path temp;

    @Test
    void odd_requests_are_answered_in_time_and_find_no_defect() throws IOException {
        Path root = temp.resolve("a/b/root");
        int requests = Integer.getInteger("mmp.fuzz.requests", 2_000);
        OddRequests odd = new OddRequests(Long.getLong("mmp.fuzz.seed", 1));
        List<String> complaints = new ArrayList<>();
        try (Defects defects = new Defects();
                EmbeddedMlflow mlflow = EmbeddedMlflow.start(root)) {
            Server embedded = new Server(mlflow.uri(), RawHttp.End.SAID);
            Optional<Server> real = Optional.ofNullable(System.getProperty("mmp.fuzz.uri"))
                    .map(uri -> new Server(URI.create(uri), RawHttp.End.UNSAID));
            for (int i = 0; i < requests; i++) {
                String request = odd.next();
                RawHttp.Answer answer = embedded.ask(request);
                defects.take().ifPresent(defect -> complaints.add(defect + " at " + shortened(request)));
                // JDK 25's server hangs up on a body that ends before its length.
                if (answer.status() == 0 && !(answer.isClosed() && OddRequests.isCutShort(request))) {
                    complaints.add("no answer to " + shortened(request));
                }
                // Zero where the real server gives none, as to a body that is shorter than it says.
                int expected = real.map(server -> server.ask(request).status()).orElse(0);
                if (answer.status() >= 500 && expected > 0 && expected < 500) {
                    complaints.add(answer.status() + " instead of " + expected + " to " + shortened(request));
                }
            }
            assertThat(complaints).isEmpty();
            assertThat(embedded.ask("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        }
        try (Stream<Path> files = Files.walk(temp)) {
            assertThat(files.filter(file -> !file.startsWith(root)))
                    .containsExactlyInAnyOrder(temp, temp.resolve("a"), temp.resolve("a/b"));
        }
    }

    private static String shortened(String request) {
        String escaped = request.replace("\r", "\\r").replace("\n", "\\n");
        return escaped.substring(0, Math.min(escaped.length(), 600));
    }

    /** A server with a run of its own. */
    private static final class Server {

        private final RawHttp http;
        private final String run;

        Server(URI uri, RawHttp.End end) {
            http = new RawHttp(uri, end == RawHttp.End.SAID ? PATIENCE : Duration.ofSeconds(2), end);
            String created = ask("POST", "/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"0\"}")
                    .body();
            Matcher id = RUN_ID.matcher(created);
            assertThat(id.find()).as(created).isTrue();
            run = id.group(1);
            ask("POST", "/api/2.0/mlflow/runs/set-tag", tag("a", "a".repeat(32)));
            ask("POST", "/api/2.0/mlflow/runs/log-parameter", tag("a", "v"));
            ask("POST", "/api/2.0/mlflow/registered-models/create", "{\"name\":\"m\"}");
        }

        RawHttp.Answer ask(String request) {
            try {
                return http.send(request.replace(OddRequests.RUN, run));
            } catch (IOException e) {
                throw new IllegalStateException(request, e);
            }
        }

        private RawHttp.Answer ask(String method, String target, String body) {
            try {
                return http.send(method, target, body);
            } catch (IOException e) {
                throw new IllegalStateException(target, e);
            }
        }

        private String tag(String key, String value) {
            return "{\"run_id\":\"" + run + "\",\"key\":\"" + key + "\",\"value\":\"" + value + "\"}";
        }
    }

    /** Hears what the dispatcher calls a failure of the server itself. */
    private static final class Defects extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger(Dispatcher.class.getName());
        private final List<String> heard = new CopyOnWriteArrayList<>();

        Defects() {
            logger.addHandler(this);
        }

        Optional<String> take() {
            Optional<String> first = heard.stream().findFirst();
            heard.clear();
            return first;
        }

        @Override
        public void publish(LogRecord message) {
            if (message.getLevel().intValue() >= Level.SEVERE.intValue()) {
                heard.add(String.valueOf(message.getThrown()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
