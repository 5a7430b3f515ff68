package io.mmp.test.mlflow.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.server.PrivateDirectory;
import io.mmp.test.server.ServerStartException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

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

    private static final int TIMEOUT_MILLIS = (int) MlflowInstallation.STARTUP_TIMEOUT.toMillis();
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int TAIL_LINES = 25;

    /**
     * Let the parent that listens on this port fork a server of a copy of the template.
     *
     * @throws IOException if the parent did not answer
     * @throws ServerStartException if the server does not answer from its database; nothing of it is left
     */
    static ForkedServer start(int parentPort, String token, Path template) throws IOException {
        PrivateDirectory directory = PrivateDirectory.create("mlflow");
        Socket connection = new Socket();
        try {
            copy(template, directory);
            connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), parentPort), TIMEOUT_MILLIS);
            connection.setSoTimeout(TIMEOUT_MILLIS);
            connection.getOutputStream().write((token + " " + directory.path() + "\n").getBytes(UTF_8));
            String answer = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8)).readLine();
            String[] pidAndPort = answer == null ? new String[] {"0"} : answer.split(" ", 2);
            ProcessHandle process = ProcessHandle.of(Long.parseLong(pidAndPort[0]))
                    .orElseThrow(() -> new EOFException("the forked process ended at once"));
            URI uri = URI.create("http://127.0.0.1:" + pidAndPort[1]);
            return new ForkedServer(process, uri, directory, connection).whenHealthy();
        } catch (IOException | ServerStartException e) {
            connection.close();
            directory.close();
            throw e;
        }
    }

    private static void copy(Path template, PrivateDirectory directory) {
        try {
            Files.copy(template, directory.path().resolve("mlflow.db"));
        } catch (IOException e) {
            throw new ServerStartException("Server 'mlflow' cannot be started: its database cannot be made: " + e, e);
        }
    }

    /** One request is enough, since the port accepts connections already: it is answered, or ends with the server. */
    private ForkedServer whenHealthy() {
        URI address = uri.resolve(MlflowInstallation.READY_PATH);
        String seen;
        try {
            HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            request.setReadTimeout(TIMEOUT_MILLIS);
            try {
                int status = request.getResponseCode();
                if (status == HttpURLConnection.HTTP_OK) {
                    return this;
                }
                seen = "HTTP " + status + " "
                        + new String(request.getErrorStream().readAllBytes(), UTF_8);
            } finally {
                request.disconnect();
            }
        } catch (IOException e) {
            seen = e.toString();
        }
        String message =
                "Server 'mlflow' did not become healthy at %s: its answer was %s%nIt was forked as process %d.%nLast output:%n%s"
                        .formatted(address, seen, process.pid(), tail());
        close();
        throw new ServerStartException(message, null);
    }

    private String tail() {
        try {
            Path log = directory.path().resolve("server.log");
            List<String> lines =
                    new String(Files.readAllBytes(log), UTF_8).lines().toList();
            return "  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "  (none: " + e + ")";
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
        } catch (IOException resetOrClosed) {
            return true;
        }
    }
}
