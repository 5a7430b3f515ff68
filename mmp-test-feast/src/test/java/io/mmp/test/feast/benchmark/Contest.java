package io.mmp.test.feast.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Runs the contenders of a benchmark one after the other on the same files, and prints their figures and ratios. */
public final class Contest implements AutoCloseable {

    private final Class<?> benchmark;
    private final Path directory;
    private final List<Result> results = new ArrayList<>();

    /** Make a directory for the files of a benchmark, whose Python contenders are in {@code contenders.py} beside it. */
    public Contest(Class<?> benchmark) throws IOException {
        this.benchmark = benchmark;
        this.directory = Files.createTempDirectory(benchmark.getSimpleName());
    }

    /** Return the path of a file in the benchmark's directory. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /** Run a main class of the benchmark's package, with this much heap, on files or whatever else it takes. */
    public void runJava(String contender, String heap, String mainClass, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                // Protobuf's warnings would stand between the figures.
                "-Djava.util.logging.config.file=/dev/null",
                "-cp",
                System.getProperty("java.class.path"),
                benchmark.getPackageName() + "." + mainClass));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        run(contender, command);
    }

    /** Run a Python contender, where the system property {@code mmp.feast.python} names a Python that has it. */
    public void runPython(String contender, Path... files) throws IOException, InterruptedException {
        String python = System.getProperty("mmp.feast.python", "");
        if (python.isBlank()) {
            System.out.printf(
                    "%s: not measured. Name a Python that has it by -Dmmp.feast.python=/path/to/python.%n", contender);
        } else {
            Path script = directory.resolve("contenders.py");
            try (InputStream source = benchmark.getResourceAsStream("contenders.py")) {
                Files.write(
                        script, Objects.requireNonNull(source, "contenders.py").readAllBytes());
            }
            List<String> command = new ArrayList<>(List.of(python, script.toString(), contender));
            Stream.of(files).map(Path::toString).forEach(command::add);
            run(contender, command);
        }
    }

    /** Run a contender, which prints one figure a line as {@code name=number}. */
    private void run(String contender, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, Double> figures = new LinkedHashMap<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
                int equals = line.indexOf('=');
                figures.put(line.substring(0, equals), Double.valueOf(line.substring(equals + 1)));
            });
        }
        if (process.waitFor() != 0) {
            System.out.printf("%s: not measured, since it failed: %s%n", contender, String.join(" ", command));
            return;
        }
        results.add(new Result(contender, figures));
    }

    /** Print the figures of all contenders, and their ratios to those of the first. */
    public void print() {
        if (results.isEmpty()) {
            return;
        }
        System.out.printf(Locale.ROOT, "%-34s", "");
        results.forEach(result -> System.out.printf(Locale.ROOT, "%28s", result.contender()));
        System.out.println();
        results.get(0).figures().forEach((figure, own) -> {
            System.out.printf(Locale.ROOT, "%-34s", figure);
            for (Result result : results) {
                Double value = result.figures().get(figure);
                System.out.printf(
                        Locale.ROOT,
                        "%28s",
                        value == null ? "-" : String.format(Locale.ROOT, "%.2f (%6.2fx)", value, value / own));
            }
            System.out.println();
        });
    }

    /** Delete the directory. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private record Result(String contender, Map<String, Double> figures) {}
}
