package io.mmp.test.feast.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.PortSource;
import io.mmp.test.server.ServerSpec;
import io.mmp.test.server.ServerStartException;
import io.mmp.test.text.TextResource;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one process in which Feast runs for this JVM: importing it takes seconds, a request milliseconds.
 *
 * <p>It ends with this JVM, and its projects and their servers with it.
 */
final class SideCar implements AutoCloseable {

    private static final String SCRIPT =
            TextResource.read(SideCar.class, "tables.py") + "\n" + TextResource.read(SideCar.class, "side_car.py");
    private static final JSON JSON_WITH_NULLS = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);
    private static final Duration STARTUP_TIMEOUT = Duration.ofMinutes(3);
    private static final int TAIL_LINES = 15;

    private final ManagedServer process;
    private final String token;

    private SideCar(ManagedServer process, String token) {
        this.process = process;
        this.token = token;
    }

    /**
     * Start it and wait until it has Feast imported.
     *
     * @throws ServerStartException if it does not start
     */
    static SideCar start(FeastInstallation installation) {
        String token = UUID.randomUUID().toString();
        // Optimized, because Feast checks the types of its own calls otherwise, which doubles the time of the import.
        ServerSpec spec = ServerSpec.of("feast", installation.python().toString(), "-I", "-O", "-c", SCRIPT)
                .withEnvironment(Map.of("MMP_FEAST_TOKEN", token))
                .withPort(PortSource.fromLog(Pattern.compile("Feast side-car listens on port (\\d+)")))
                .withHealth(HealthCheck.tcp())
                .withStartupTimeout(STARTUP_TIMEOUT);
        return new SideCar(ManagedServer.start(spec), token);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /**
     * Let Feast do something for a project, and wait for it.
     *
     * @return the result as JSON-like maps, lists, strings and numbers
     * @throws FeastException if Feast refuses, or the process is gone
     */
    @Nullable
    Object call(String operation, Map<String, ? extends @Nullable Object> arguments) {
        Map<String, Object> answer;
        // Not the JDK's loopback: that is ::1 where IPv6 is preferred, and the process listens on IPv4.
        try (Socket connection = new Socket(process.uri().getHost(), process.port())) {
            Map<String, Object> request = Map.of("token", token, "operation", operation, "arguments", arguments);
            connection.getOutputStream().write((JSON_WITH_NULLS.asString(request) + "\n").getBytes(UTF_8));
            String line = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8)).readLine();
            if (line == null) {
                throw new EOFException("it closed the connection");
            }
            answer = JSON.std.mapFrom(line);
        } catch (IOException e) {
            throw new FeastException(
                    "Feast did not answer '%s' (%s); its process %s is %s. Last output:%n%s"
                            .formatted(operation, e.getMessage(), process.pid(), isAlive() ? "alive" : "gone", tail()),
                    e);
        }
        if (answer.containsKey("error")) {
            throw new FeastException(
                    "Feast refused '%s': %s: %s".formatted(operation, answer.get("error"), answer.get("message")),
                    null);
        }
        return answer.get("result");
    }

    /** Return what it has written so far, the last MiB where that is more. */
    String log() {
        return process.log();
    }

    private String tail() {
        List<String> lines = process.log().lines().toList();
        return lines.stream().skip(Math.max(0, lines.size() - TAIL_LINES)).collect(joining("\n  ", "  ", ""));
    }

    /** End the process. */
    @Override
    public void close() {
        process.close();
    }
}
