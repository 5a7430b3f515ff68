package io.mmp.test.feast.engine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the Spark offline store of an installed Feast asks Spark for a point-in-time join, as it says itself. */
final class FeastSparkSql {

    private FeastSparkSql() {}

    /** Return its statements, the last of which is the query; or none, where no Python has Feast. */
    static List<String> of(ScaleTables tables) throws IOException {
        String python = System.getProperty("mmp.feast.python", "");
        if (python.isBlank()) {
            System.out.println(
                    "Feast's Spark offline store: not measured. Name a Python that has feast[spark] by -Dmmp.feast.python=/path/to/python.");
            return List.of();
        }
        Path directory = Files.createTempDirectory("mmp-test");
        try {
            Path output = directory.resolve("output");
            Path errors = directory.resolve("errors");
            Path script = directory.resolve("spark_sql.py");
            try (InputStream source = requireNonNull(FeastSparkSql.class.getResourceAsStream("spark_sql.py"))) {
                Files.copy(source, script);
            }
            Process process = new ProcessBuilder(
                            python,
                            script.toString(),
                            directory.toString(),
                            tables.first().toString(),
                            tables.last().toString())
                    .redirectError(errors.toFile())
                    .redirectOutput(output.toFile())
                    .start();
            int code = process.waitFor();
            if (code != 0) {
                List<String> lines = Files.readAllLines(errors, StandardCharsets.UTF_8);
                System.out.printf(
                        "Feast's Spark offline store: not measured. %s exited with code %s: %s%n",
                        python, code, lines.isEmpty() ? "" : lines.get(lines.size() - 1));
                return List.of();
            }
            return Arrays.stream(
                            Files.readString(output, StandardCharsets.UTF_8).split("---EOS---", -1))
                    .map(sql -> sql.strip().replaceFirst(";$", ""))
                    .filter(sql -> sql.toUpperCase(Locale.ROOT).contains("SELECT"))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
