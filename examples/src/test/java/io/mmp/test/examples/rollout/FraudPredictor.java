package io.mmp.test.examples.rollout;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.metarank.lightgbm4j.LGBMException;
import io.mmp.test.examples.fraud.FraudModel;
import io.mmp.test.examples.fraud.Transactions;
import io.mmp.test.examples.fraud.Transactions.Transaction;
import io.mmp.test.server.PortSource;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * A process that predicts with a LightGBM model: {@code GET /predict?features=12.5,1,0,0,9,300}. It counts its predictions, and fails or is
 * slow from {@code GET /break} or {@code GET /slow} to {@code GET /mend}.
 */
final class FraudPredictor {

    private final String name;
    private final FraudModel model;
    private final AtomicLong predictions = new AtomicLong();
    private volatile boolean broken;
    private volatile int slowMillis;

    private FraudPredictor(String name, FraudModel model) {
        this.name = name;
        this.model = model;
    }

    /** Describe a predictor whose model has so many rounds of training. */
    static ServerSpec spec(String name, int rounds) {
        return ServerSpec.of(
                        name,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx96m",
                        "-Dsun.net.httpserver.nodelay=true",
                        FraudPredictor.class.getName(),
                        name,
                        String.valueOf(rounds))
                .withEnvironment(Map.of("CLASSPATH", classPath()))
                .withPort(PortSource.fromLog(Pattern.compile("predicts at 127\\.0\\.0\\.1:(\\d+)")));
    }

    /** Return the entries of this JVM's class path, absolute: the process has a working directory of its own. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    @SuppressWarnings("SystemOut") // the line tells the port
    public static void main(String[] args) throws IOException, LGBMException {
        // LightGBM's Java binding unpacks its library there by one name: a second process would overwrite what the
        // first
        // has mapped, which ends with SIGSEGV.
        System.setProperty("java.io.tmpdir", Path.of("").toAbsolutePath().toString());
        FraudModel model = FraudModel.train(Transactions.draw(7, 400, 100), Integer.parseInt(args[1]));
        FraudPredictor predictor = new FraudPredictor(args[0], model);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", predictor::answer);
        server.start();
        System.out.println(
                args[0] + " predicts at 127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/predict" -> predict(exchange);
            case "/predictions" -> send(exchange, 200, String.valueOf(predictions.get()));
            case "/break" -> {
                broken = true;
                send(exchange, 200, "broken");
            }
            case "/slow" -> {
                slowMillis = 120;
                send(exchange, 200, "slow");
            }
            case "/mend" -> {
                broken = false;
                slowMillis = 0;
                send(exchange, 200, "mended");
            }
            default -> send(exchange, 200, "ok");
        }
    }

    private void predict(HttpExchange exchange) throws IOException {
        predictions.incrementAndGet();
        if (broken) {
            send(exchange, 500, "the model is broken");
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(slowMillis);
            send(exchange, 200, String.valueOf(predict(exchange.getRequestURI().getQuery())));
        } catch (LGBMException | InterruptedException | RuntimeException e) {
            send(exchange, 400, e.toString());
        }
    }

    private synchronized double predict(String query) throws LGBMException {
        List<Double> features = Arrays.stream(query.replace("features=", "").split(",", -1))
                .map(Double::valueOf)
                .toList();
        return model.predict(List.of(new Transaction(features, false)))[0];
    }

    private void send(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-Model", name);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
