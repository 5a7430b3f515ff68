package io.mmp.test.examples.platform.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.metarank.lightgbm4j.LGBMException;
import io.mmp.test.examples.fraud.FraudModel;
import io.mmp.test.examples.fraud.Transactions;
import io.mmp.test.examples.fraud.Transactions.Transaction;
import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ServerSpec;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A predictor of fraud, with LightGBM, as a process: the container of a pod. Like a real one it listens before its model is loaded, answers 503 until then, and says at {@code /ready} when
 * it is. As of a larger model, loading takes two seconds, and it takes one request at a time, of 25 ms.
 */
final class Replica {

    private static final int MILLIS = 25;
    private static final int LOADING_SECONDS = 2;

    private volatile FraudModel model;

    /** Describe the process of a pod, which is up when it listens. */
    static ServerSpec spec(String name) {
        return ServerSpec.of(
                        name,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-Dsun.net.httpserver.nodelay=true",
                        Replica.class.getName(),
                        "{port}")
                .withEnvironment(Map.of("CLASSPATH", classPath(), "OMP_NUM_THREADS", "1"))
                .withHealth(HealthCheck.http("/live"));
    }

    /** Return the entries of this JVM's class path, absolute: the process has a working directory of its own. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    public static void main(String[] args) throws IOException, LGBMException, InterruptedException {
        // LightGBM unpacks its library there by one name: a second process would overwrite what the first has mapped.
        System.setProperty("java.io.tmpdir", Path.of("").toAbsolutePath().toString());
        Replica replica = new Replica();
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 100);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/live", exchange -> send(exchange, 200, "it listens"));
        server.createContext("/ready", exchange -> send(exchange, replica.model == null ? 503 : 200, "the model"));
        server.createContext("/score", replica::score);
        server.start();
        TimeUnit.SECONDS.sleep(LOADING_SECONDS);
        replica.model = FraudModel.train(Transactions.draw(7, 400, 100), 20);
    }

    private void score(HttpExchange exchange) throws IOException {
        if (model == null) {
            send(exchange, 503, "the model is not loaded yet");
            return;
        }
        try {
            send(exchange, 200, String.valueOf(predict()));
        } catch (LGBMException e) {
            send(exchange, 500, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized double predict() throws LGBMException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(MILLIS);
        return model.predict(List.of(new Transaction(List.of(99.5, 3.0, 0.0, 0.0, 14.0, 400.0), false)))[0];
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
