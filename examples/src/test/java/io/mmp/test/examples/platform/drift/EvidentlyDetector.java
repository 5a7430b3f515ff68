package io.mmp.test.examples.platform.drift;

import io.mmp.test.drift.DriftAlarm;
import io.mmp.test.drift.DriftDetector;
import io.mmp.test.table.Table;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A detector in Python: one process for all runs, since importing pandas and Evidently takes seconds. */
final class EvidentlyDetector implements DriftDetector, AutoCloseable {

    private static final Path SCRIPT = Path.of("src/test/resources/drift/evidently_detector.py");

    private final Process python;
    private final BufferedReader answers;

    private EvidentlyDetector(Process python) {
        this.python = python;
        this.answers = python.inputReader(StandardCharsets.UTF_8);
    }

    static EvidentlyDetector start(Path environment, String... method) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(environment.resolve("bin/python").toString(), "-I", "-X", "utf8", SCRIPT.toString()));
        command.addAll(List.of(method));
        return new EvidentlyDetector(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    @Override
    public DriftAlarm detect(Table reference, Table current) throws IOException {
        python.getOutputStream()
                .write("{\"reference\": %s, \"current\": %s}%n"
                        .formatted(json(reference), json(current))
                        .getBytes(StandardCharsets.UTF_8));
        python.getOutputStream().flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new EOFException("Python has ended");
        }
        return answer.isEmpty() ? DriftAlarm.none() : DriftAlarm.in(answer.split(",", -1));
    }

    private static String json(Table table) {
        return table.columnNames().stream()
                .map(name -> IntStream.range(0, table.rowCount())
                        .mapToObj(row -> String.valueOf(table.column(name).get(row)))
                        .collect(Collectors.joining(", ", "\"" + name + "\": [", "]")))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public void close() throws IOException {
        // The end of its input is the end of the script.
        python.getOutputStream().close();
        python.destroy();
    }
}
