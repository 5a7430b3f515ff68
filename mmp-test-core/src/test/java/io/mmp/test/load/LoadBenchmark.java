package io.mmp.test.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints how many requests this library, locust and vegeta send per second of their CPU, and how far from when they are due, on one server
 * in one run. The system properties {@code mmp.locust} and {@code mmp.vegeta} name the programs; a missing one costs its lines.
 */
public final class LoadBenchmark {

    private static final int USERS = 16;
    private static final int RATE = 1_000;
    private static final int SECONDS = 15;
    private static final Pattern CPU = Pattern.compile("(\\d+)m([\\d.]+)s\\s+(\\d+)m([\\d.]+)s\\s*$");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final URI server;

    private record Run(long requests, double cpu, String schedule) {}

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
            new LoadBenchmark(directory, URI.create("http://127.0.0.1:" + out.readLine() + "/")).print();
        } finally {
            server.destroy();
        }
    }

    /** A JVM is warm after a second, as that of a test run is; what it costs counts, what it sends does not. */
    private static void send(String model, URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        Duration time = Duration.ofSeconds(SECONDS);
        if (model.equals("open")) {
            OpenLoad.of(Arrivals.constant(RATE, Duration.ofSeconds(1))).run(request);
            HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri.resolve("reset")).build(), BodyHandlers.ofString());
        }
        LoadResult result = model.equals("open")
                ? OpenLoad.of(Arrivals.constant(RATE, time)).run(request)
                : ClosedLoad.users(USERS, time).withoutThinkTime().run(request);
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

    private void print() throws Exception {
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
        System.out.printf(
                Locale.ROOT,
                "%-34s %10s %14s %s%n",
                "as many requests as they can",
                "requests",
                "a CPU-second",
                "times ours");
        double ours = 0;
        for (Map.Entry<String, String> tool : commands("closed").entrySet()) {
            Run run = measured(tool.getValue());
            double rate = run.requests / run.cpu;
            ours = ours == 0 ? rate : ours;
            System.out.printf(Locale.ROOT, "%-34s %10d %14.0f %.2f%n", tool.getKey(), run.requests, rate, rate / ours);
        }
        System.out.printf(
                Locale.ROOT,
                "%-34s %10s %14s %s%n",
                RATE + "/s for " + SECONDS + " s",
                "requests",
                "CPU-seconds",
                "off schedule: median, p99, max");
        for (Map.Entry<String, String> tool : commands("open").entrySet()) {
            Run run = measured(tool.getValue());
            System.out.printf(
                    Locale.ROOT, "%-34s %10d %14.1f %s%n", tool.getKey(), run.requests, run.cpu, run.schedule);
        }
    }

    private Map<String, String> commands(String model) {
        Map<String, String> commands = new LinkedHashMap<>();
        boolean open = model.equals("open");
        commands.put(
                "ours",
                String.join(
                        " ", java(LoadBenchmark.class, model, server.toString()).command()));
        program("locust").ifPresent(locust -> {
            for (String kind : List.of("HttpUser", "FastHttpUser")) {
                int users = open ? 100 : USERS;
                commands.put(
                        "locust, %s %ss".formatted(users, kind),
                        "KIND=%s MODEL=%s %s -f %s/users.py --headless -u %s -r 1000 -t %ss --host %s --only-summary"
                                .formatted(
                                        kind,
                                        model,
                                        locust,
                                        directory,
                                        users,
                                        SECONDS,
                                        server.toString().replaceAll("/$", "")));
            }
        });
        program("vegeta")
                .ifPresent(vegeta -> commands.put(
                        "vegeta",
                        "echo 'GET %s' | %s attack -rate=%s -duration=%ss %s > %s/vegeta.bin"
                                .formatted(
                                        server,
                                        vegeta,
                                        open ? RATE + "/1s" : "0",
                                        SECONDS,
                                        open ? "" : "-workers=%s -max-workers=%s".formatted(USERS, USERS),
                                        directory)));
        return commands;
    }

    private static Optional<String> program(String name) {
        String program = System.getProperty("mmp." + name, "");
        if (program.isEmpty()) {
            System.out.printf("%s is left out: -Dmmp.%s=PROGRAM names it.%n", name, name);
            return Optional.empty();
        }
        return Optional.of(program);
    }

    /** Run a command in a shell, which tells its CPU time, and ask the server what came. */
    private Run measured(String command) throws IOException, InterruptedException {
        get("reset");
        Path log = directory.resolve("log");
        Process shell = new ProcessBuilder("sh", "-c", command + "\ntimes")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        shell.waitFor();
        String output = Files.readString(log, StandardCharsets.UTF_8);
        Matcher cpu = CPU.matcher(output);
        if (!cpu.find()) {
            throw new IOException(output);
        }
        double seconds = 60 * Double.parseDouble(cpu.group(1))
                + Double.parseDouble(cpu.group(2))
                + 60 * Double.parseDouble(cpu.group(3))
                + Double.parseDouble(cpu.group(4));
        String[] counts = get("counts?" + RATE).split(" ", -1);
        return new Run(
                Long.parseLong(counts[0]),
                seconds,
                String.format(
                        Locale.ROOT,
                        "%.2f ms, %.2f ms, %.1f ms",
                        Double.parseDouble(counts[1]) / 1e3,
                        Double.parseDouble(counts[2]) / 1e3,
                        Double.parseDouble(counts[3]) / 1e3));
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }
}
