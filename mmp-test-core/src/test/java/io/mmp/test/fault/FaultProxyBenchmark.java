package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.opentest4j.TestAbortedException;

/** Prints what passes through a proxy without faults, side by side in one run: no proxy, Toxiproxy, ours. Rounds alternate; the median counts. */
final class FaultProxyBenchmark {

    private static final int ROUNDS = 7;
    private static final long BYTES = 512L << 20;
    private static final int EXCHANGES = 20_000;

    private FaultProxyBenchmark() {}

    private interface Work {
        void run(int port) throws IOException;
    }

    /** Compare. */
    public static void main(String[] args) throws Exception {
        try (EchoServer echo = new EchoServer();
                ServerSocket source = source();
                FaultProxy ourEcho = FaultProxy.inFrontOf(echo.uri());
                FaultProxy ourSource = FaultProxy.inFrontOf(URI.create("tcp://127.0.0.1:" + source.getLocalPort()));
                Toxiproxy toxiproxy = Toxiproxy.start()) {
            int theirEcho = toxiproxy.proxy("echo", echo.uri());
            int theirSource = toxiproxy.proxy("source", URI.create("tcp://127.0.0.1:" + source.getLocalPort()));
            System.out.printf(
                    Locale.ROOT,
                    "Through a proxy without faults; medians of %s rounds that alternate; %s%n",
                    ROUNDS,
                    Files.readString(Path.of("/proc/pressure/cpu"))
                            .lines()
                            .findFirst()
                            .orElse(""));
            System.out.printf("%-34s %12s %12s %12s %22s%n", "", "direct", "Toxiproxy", "ours", "ours : Toxiproxy");
            row("MB/s, one connection", BYTES / 1e6, download(1), source.getLocalPort(), theirSource, ourSource.port());
            row(
                    "MB/s, 16 connections",
                    BYTES / 1e6,
                    download(16),
                    source.getLocalPort(),
                    theirSource,
                    ourSource.port());
            row(
                    "64-byte exchanges/s",
                    EXCHANGES,
                    FaultProxyBenchmark::exchange,
                    echo.uri().getPort(),
                    theirEcho,
                    ourEcho.port());
        } catch (TestAbortedException e) {
            System.out.println("The comparison with Toxiproxy is left out: " + e.getMessage());
        }
    }

    private static void row(String name, double units, Work work, int... ports) throws IOException {
        double[][] rates = new double[ports.length][ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            for (int i = 0; i < ports.length; i++) {
                long begun = System.nanoTime();
                work.run(ports[i]);
                if (round >= 0) {
                    rates[i][round] = units * 1e9 / (System.nanoTime() - begun);
                }
            }
        }
        double[] medians = Arrays.stream(rates)
                .mapToDouble(each -> Arrays.stream(each).sorted().toArray()[ROUNDS / 2])
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%-34s %12.0f %12.0f %12.0f %21.2fx%n",
                name,
                medians[0],
                medians[1],
                medians[2],
                medians[2] / medians[1]);
    }

    private static Work download(int connections) {
        return port -> {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(CompletableFuture.runAsync(
                        () -> download(port, BYTES / connections), task -> new Thread(task).start()));
            }
            all.forEach(CompletableFuture::join);
        };
    }

    private static void download(int port, long bytes) {
        byte[] buffer = new byte[256 * 1024];
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write((bytes + "\n").getBytes(UTF_8));
            long left = bytes;
            for (int read = 0; left > 0 && read >= 0; left -= read) {
                read = client.getInputStream().read(buffer);
            }
            if (left != 0) {
                throw new IllegalStateException(left + " bytes are missing");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void exchange(int port) throws IOException {
        byte[] data = new byte[64];
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setTcpNoDelay(true);
            for (int i = 0; i < EXCHANGES; i++) {
                client.getOutputStream().write(data);
                client.getInputStream().readNBytes(data, 0, data.length);
            }
        }
    }

    /** Start a server that sends as many bytes as a line asks for. */
    private static ServerSocket source() throws IOException {
        ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        thread(() -> {
            while (true) {
                Socket client = server.accept();
                thread(() -> send(client));
            }
        });
        return server;
    }

    private static void send(Socket client) throws IOException {
        byte[] buffer = new byte[256 * 1024];
        try (client) {
            InputStream in = client.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                line.append((char) next);
            }
            OutputStream out = client.getOutputStream();
            for (long left = Long.parseLong(line.toString()); left > 0; left -= buffer.length) {
                out.write(buffer, 0, (int) Math.min(left, buffer.length));
            }
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void thread(Action action) {
        Thread thread = new Thread(() -> {
            try {
                action.run();
            } catch (IOException e) {
                // The end of the benchmark.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
