package io.mmp.test.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server in a JVM of its own that answers at once, in one packet, and notes when each request came, so that load generators are judged from
 * outside.
 */
public final class CountingServer {

    private static final int MOST = 20_000_000;
    private static final byte[] OK = answer("ok");

    private final long[] came = new long[MOST];
    private final AtomicInteger count = new AtomicInteger();

    private CountingServer() {}

    /** Start it, print its port, and answer until standard input ends. */
    public static void main(String[] args) throws IOException {
        CountingServer counts = new CountingServer();
        ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(() -> counts.accept(server), "accept");
        accepting.setDaemon(true);
        accepting.start();
        System.out.println(server.getLocalPort());
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(0);
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread serving = new Thread(() -> serve(socket), "serve");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answer requests without bodies, which come one after another. */
    private void serve(Socket socket) {
        byte[] request = new byte[4 << 10];
        int end = 0;
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            for (int read = in.read(request); read > 0; read = in.read(request, end, request.length - end)) {
                end += read;
                if (request[end - 1] == '\n' && request[end - 3] == '\n') {
                    socket.getOutputStream().write(answerTo(request, end));
                    end = 0;
                }
            }
        } catch (IOException e) {
            // The client has gone.
            return;
        }
    }

    private byte[] answerTo(byte[] request, int end) {
        if (request["GET /".length()] == ' ') {
            int number = count.getAndIncrement();
            if (number < MOST) {
                came[number] = System.nanoTime();
            }
            return OK;
        }
        String path = new String(request, 0, end, StandardCharsets.ISO_8859_1).split(" ", -1)[1];
        if (path.equals("/reset")) {
            count.set(0);
            return OK;
        }
        return answer(path.equals("/count") ? count.toString() : schedule(path.substring("/schedule?".length())));
    }

    /**
     * Tell how far requests came from equal distances at a rate, in microseconds: the median, the 99th percentile and the maximum.
     */
    private String schedule(String rate) {
        int size = Math.min(MOST, count.get());
        long[] times = Arrays.copyOf(came, size);
        Arrays.sort(times);
        double[] errors = new double[size];
        for (int i = 0; i < size; i++) {
            errors[i] = (times[i] - times[0]) / 1e3 - i / Double.parseDouble(rate) * 1e6;
        }
        // The first request may be the odd one: the grid is laid where most requests are.
        double middle = at(errors, 0.5);
        double[] distances =
                Arrays.stream(errors).map(error -> Math.abs(error - middle)).toArray();
        return at(distances, 0.5) + " " + at(distances, 0.99) + " " + at(distances, 1);
    }

    private static double at(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    private static byte[] answer(String text) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %s\r\n\r\n%s"
                .formatted(text.length(), text)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
