package io.mmp.test.mlflow.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.server.PrivateDirectory;
import io.mmp.test.server.ServerStartException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tracking server that a {@link WarmParent} has forked, with a database, artifacts and a log in a directory of its own.
 *
 * @param process its process
 * @param uri its address
 * @param directory where it runs
 * @param connection the connection over which it was asked for; it is the server's now and ends when the server does
 */
record ForkedServer(ProcessHandle process, URI uri, PrivateDirectory directory, Socket connection)
        implements AutoCloseable {

    /** What a forked server listens on; the JDK's loopback is ::1 where IPv6 is preferred. */
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private static final int TIMEOUT_MILLIS = (int) MlflowInstallation.STARTUP_TIMEOUT.toMillis();
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int TAIL_LINES = 25;
    private static final long MOST_OUTPUT = 1 << 20;
    private static final Pattern ANSWER = Pattern.compile("HTTP/\\S+ (\\d+).*?\r\n\r\n(.*)", Pattern.DOTALL);

    /**
     * Let the parent that listens on this port fork a server of a copy of the template.
     *
     * @throws IOException if the parent did not answer
     * @throws ServerStartException if the server does not answer from its database; nothing of it is left
     */
    static ForkedServer start(int parentPort, String token, Path template) throws IOException {
        PrivateDirectory directory = PrivateDirectory.create("mlflow");
        @Nullable Socket connection = null;
        try {
            copy(template, directory);
            connection = connect(parentPort);
            connection.getOutputStream().write((token + " " + directory.path() + "\n").getBytes(UTF_8));
            String answer = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8)).readLine();
            String[] pidAndPort = answer == null ? new String[] {"0"} : answer.split(" ", 2);
            ProcessHandle process = ProcessHandle.of(Long.parseLong(pidAndPort[0]))
                    .orElseThrow(() -> new EOFException("the forked process ended at once"));
            URI uri = URI.create("http://127.0.0.1:" + pidAndPort[1]);
            return new ForkedServer(process, uri, directory, connection).whenHealthy();
        } catch (IOException | ServerStartException e) {
            if (connection != null) {
                connection.close();
            }
            directory.close();
            if (e instanceof ClosedByInterruptException) {
                throw new ServerStartException("Server 'mlflow' was not started: interrupted.", e);
            }
            throw e;
        }
    }

    /** Connect by a channel: a thread that waits for one can be interrupted, which closes it. */
    private static Socket connect(int port) throws IOException {
        Socket connection = SocketChannel.open().socket();
        connection.connect(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), TIMEOUT_MILLIS);
        connection.setSoTimeout(TIMEOUT_MILLIS);
        return connection;
    }

    private static void copy(Path template, PrivateDirectory directory) {
        try {
            Files.copy(template, directory.path().resolve("mlflow.db"));
        } catch (IOException e) {
            throw new ServerStartException("Server 'mlflow' cannot be started: its database cannot be made: " + e, e);
        }
    }

    /** One request is enough, since the port accepts connections already: it is answered, or ends with the server. */
    private ForkedServer whenHealthy() throws ClosedByInterruptException {
        URI address = uri.resolve(MlflowInstallation.READY_PATH);
        String seen;
        try (Socket request = connect(uri.getPort())) {
            request.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                            .formatted(MlflowInstallation.READY_PATH)
                            .getBytes(UTF_8));
            String answer = new String(request.getInputStream().readAllBytes(), UTF_8);
            Matcher parts = ANSWER.matcher(answer);
            if (parts.matches() && parts.group(1).equals("200")) {
                return this;
            }
            seen = parts.matches() ? "HTTP " + parts.group(1) + " " + parts.group(2) : "'" + answer + "'";
        } catch (ClosedByInterruptException e) {
            close();
            throw e;
        } catch (IOException e) {
            seen = e.toString();
        }
        String message =
                "Server 'mlflow' did not become healthy at %s: its answer was %s%nIt was forked as process %s.%nLast output:%n%s"
                        .formatted(address, seen, process.pid(), tail());
        close();
        throw new ServerStartException(message, null);
    }

    private String tail() {
        try {
            List<String> lines = output().lines().toList();
            return "  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "  (none: " + e + ")";
        }
    }

    /** Return what the server has written so far, its last MiB when it is longer. */
    String log() {
        try {
            return output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String output() throws IOException {
        // Not a channel, which the interrupt of a thread would close.
        try (RandomAccessFile file =
                new RandomAccessFile(directory.path().resolve("server.log").toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(file.length(), MOST_OUTPUT)];
            file.seek(file.length() - bytes.length);
            return new String(bytes, 0, Math.max(0, file.read(bytes)), UTF_8);
        }
    }

    /** Stop the server, with SIGKILL if it has not ended within the grace after SIGTERM, and remove what it stored. */
    @Override
    public void close() {
        try (connection) {
            process.destroy();
            if (!ends()) {
                process.destroyForcibly();
                ends();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            directory.close();
        }
    }

    private boolean ends() {
        try {
            connection.setSoTimeout((int) GRACE.toMillis());
            return connection.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillAlive) {
            return false;
        } catch (ClosedByInterruptException e) {
            return endsWhileInterrupted();
        } catch (IOException resetOrClosed) {
            return true;
        }
    }

    /** Leaving now would leave a process behind. */
    private boolean endsWhileInterrupted() {
        return process.onExit()
                .thenApply(ended -> true)
                .completeOnTimeout(false, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
