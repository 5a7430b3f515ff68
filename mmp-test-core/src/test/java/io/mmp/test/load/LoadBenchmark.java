package io.mmp.test.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Prints how many requests this library, locust and vegeta send per second of their CPU, and how far from when they are due, on one server
 * in one run.
 *
 * <p>CPU is user and system time of the program that sends, without that of the server. Each runs for {@value #SECONDS} s; what comes after
 * {@value #WARM} s is told apart, since Java compiles at first, and Python and Java load much.
 */
public final class LoadBenchmark {

    private static final int USERS = 16;
    private static final int RATE = 1_000;
    private static final int SECONDS = 25;
    private static final int WARM = 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final URI server;
    private final Map<String, String> closed = new LinkedHashMap<>();
    private final Map<String, String> open = new LinkedHashMap<>();

    private LoadBenchmark(Path directory, URI server) {
        this.directory = directory;
        this.server = server;
    }

    /** Run it; with arguments, send load as the one of the three that is this library. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            send(args[0], URI.create(args[1]));
            return;
        }
        Path directory = Files.createTempDirectory("load-benchmark");
        Process server = java(CountingServer.class).start();
        try (BufferedReader out = server.inputReader()) {
            LoadBenchmark benchmark =
                    new LoadBenchmark(directory, URI.create("http://127.0.0.1:" + out.readLine() + "/"));
            benchmark.addCommands();
            benchmark.print();
        } finally {
            server.destroy();
        }
    }

    /** A JVM is warm after a second, as that of a test run is: what that costs counts, what it sends does not. */
    private static void send(String model, URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        Duration time = Duration.ofSeconds(SECONDS);
        LoadResult result;
        if (model.equals("open")) {
            OpenLoad.of(Arrivals.constant(RATE, Duration.ofSeconds(1))).run(request);
            HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri.resolve("reset")).build(), BodyHandlers.ofString());
            result = OpenLoad.of(Arrivals.constant(RATE, time)).run(request);
        } else {
            result = ClosedLoad.users(USERS, time).withoutThinkTime().run(request);
        }
        System.out.println(LoadReport.of(result).text());
    }

    private static ProcessBuilder java(Class<?> main, String... arguments) {
        String[] command = new String[arguments.length + 4];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command[1] = "-cp";
        command[2] = System.getProperty("java.class.path");
        command[3] = main.getName();
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private void addCommands() throws IOException, InterruptedException {
        add("ours, JDK " + Runtime.version().feature(), ours("closed"), ours("open"));
        Optional<String> locust = LoadPrograms.locust();
        if (locust.isPresent()) {
            writeUsers();
            // What its users write who do not ask for speed, and the faster one.
            add("locust, HttpUser", locust(locust.get(), "HttpUser", false), locust(locust.get(), "HttpUser", true));
            add(
                    "locust, FastHttpUser",
                    locust(locust.get(), "FastHttpUser", false),
                    locust(locust.get(), "FastHttpUser", true));
        }
        LoadPrograms.vegeta().ifPresent(vegeta -> add("vegeta", vegeta(vegeta, false), vegeta(vegeta, true)));
    }

    private void add(String name, String asManyAsItCan, String atRate) {
        closed.put(name, asManyAsItCan);
        open.put(name, atRate);
    }

    private String ours(String model) {
        return String.join(
                " ", java(LoadBenchmark.class, model, server.toString()).command());
    }

    private void writeUsers() throws IOException {
        Files.writeString(directory.resolve("users.py"), """
                import locust
                from locust import constant, constant_throughput, task
                import os
                class User(getattr(locust, os.environ["KIND"])):
                    wait_time = constant_throughput(%s) if os.environ["MODEL"] == "open" else constant(0)
                    @task
                    def get(self):
                        self.client.get("/")
                """.formatted(RATE / 100.0));
    }

    private String locust(String program, String kind, boolean isOpen) {
        return "KIND=%s MODEL=%s %s -f %s/users.py --headless -u %s -r 1000 -t %ss --host %s --only-summary"
                .formatted(
                        kind,
                        isOpen ? "open" : "closed",
                        program,
                        directory,
                        isOpen ? 100 : USERS,
                        SECONDS,
                        server.toString().replaceAll("/$", ""));
    }

    private String vegeta(String program, boolean isOpen) {
        return "echo 'GET %s' | %s attack -rate=%s -duration=%ss %s > %s/vegeta.bin"
                .formatted(
                        server,
                        program,
                        isOpen ? RATE + "/1s" : "0",
                        SECONDS,
                        isOpen ? "" : "-workers=%s -max-workers=%s".formatted(USERS, USERS),
                        directory);
    }

    private void print() throws IOException, InterruptedException {
        line("%s users, as fast as they can", USERS);
        line("%-24s %9s %22s %22s", "", "requests", "a CPU-second, ours is", "after " + WARM + " s, ours is");
        double all = 0;
        double warm = 0;
        for (Map.Entry<String, String> tool : closed.entrySet()) {
            Usage usage = measured(tool.getValue());
            all = all == 0 ? usage.all() : all;
            warm = warm == 0 ? usage.warm() : warm;
            line(
                    "%-24s %9d %11.0f %9.1fx %11.0f %9.1fx",
                    tool.getKey(), usage.requests(), usage.all(), all / usage.all(), usage.warm(), warm / usage.warm());
        }
        line("%s/s for %s s", RATE, SECONDS);
        line("%-24s %9s %11s %11s %s", "", "requests", "CPU", "after " + WARM + " s", "off schedule: median, p99, max");
        for (Map.Entry<String, String> tool : open.entrySet()) {
            Usage usage = measured(tool.getValue());
            line(
                    "%-24s %9d %9.1f s %9.1f s %s",
                    tool.getKey(), usage.requests(), usage.cpu(), usage.warmCpu(), schedule());
        }
        Path pressure = Path.of("/proc/pressure/cpu");
        if (Files.isReadable(pressure)) {
            line(
                    "Pressure on the CPUs by the end: %s",
                    Files.readAllLines(pressure).get(0));
        }
    }

    private static void line(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format + "%n", arguments);
    }

    /** Run a command in a shell, and ask the system and the server how far it is. */
    private Usage measured(String command) throws IOException, InterruptedException {
        ask("reset");
        Path log = directory.resolve("log");
        Process shell = new ProcessBuilder("sh", "-c", command + "\ntrue")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return Usage.of(shell, Duration.ofSeconds(WARM), () -> Long.parseLong(ask("count")));
        } catch (IllegalStateException e) {
            throw new IOException(Files.readString(log), e);
        }
    }

    private String schedule() throws IOException, InterruptedException {
        String[] micros = ask("schedule?" + RATE).split(" ", -1);
        return String.format(
                Locale.ROOT,
                "%.2f ms, %.2f ms, %.1f ms",
                Double.parseDouble(micros[0]) / 1e3,
                Double.parseDouble(micros[1]) / 1e3,
                Double.parseDouble(micros[2]) / 1e3);
    }

    private String ask(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }
}
