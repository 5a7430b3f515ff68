package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.mmp.test.server.PortSource;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A server that takes 64 MiB beside its heap for each answer, and gives them back; it says what kept it from that. */
final class HungryMain {

    private static final int NEEDED = 64 << 20;

    private HungryMain() {}

    public static void main(String[] args) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/work", exchange -> {
            String answer = work();
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.equals("done") ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.out.println("listening on port " + server.getAddress().getPort());
    }

    private static String work() {
        try {
            int size = ByteBuffer.allocateDirect(NEEDED).capacity();
            giveBack();
            return size == NEEDED ? "done" : "too little";
        } catch (OutOfMemoryError e) {
            return e.getClass().getSimpleName();
        }
    }

    /** Wait until the buffer is gone: a thread of the JVM frees it, some time after its last reference. */
    private static void giveBack() {
        BufferPoolMXBean buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow();
        while (buffers.getMemoryUsed() >= NEEDED) {
            System.gc();
            LockSupport.parkNanos(1_000_000);
        }
    }

    static ServerSpec spec() {
        return ServerSpec.of(
                        "hungry",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:MaxDirectMemorySize=1g",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HungryMain.class.getName())
                .withPort(PortSource.fromLog(Pattern.compile("listening on port (\\d+)")));
    }
}
