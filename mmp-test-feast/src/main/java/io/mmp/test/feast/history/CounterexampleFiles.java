package io.mmp.test.feast.history;

import io.mmp.test.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the rows that show a fault as CSV, as {@code CsvTables} reads it, if a directory for them is named. */
record CounterexampleFiles(@Nullable Path directory) {

    /** The system property that names the directory. */
    static final String DIRECTORY = "mmp.tables.counterexamples";

    static CounterexampleFiles ofProperty() {
        String property = System.getProperty(DIRECTORY, "");
        return new CounterexampleFiles(property.isBlank() ? null : Path.of(property));
    }

    /** Write them, and return where they are. */
    Optional<String> write(EngineFindings findings) {
        if (directory == null) {
            return Optional.empty();
        }
        String name = findings.source().shape().name().replaceAll("[^A-Za-z0-9_-]", "_");
        Path training = directory.resolve(name + ".training.csv");
        Path features = directory.resolve(name + ".features.csv");
        try {
            Files.createDirectories(directory);
            Files.writeString(training, csv(findings.training()));
            Files.writeString(features, csv(findings.rows()));
        } catch (IOException e) {
            throw new UncheckedIOException("The counterexamples cannot be written to %s.".formatted(directory), e);
        }
        return Optional.of("Rows of the counterexamples: %s, joined from %s".formatted(training, features));
    }

    private static String csv(Table table) {
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>(table.columnNames());
        text.append(names.stream().map(CounterexampleFiles::quoted).collect(Collectors.joining(",", "", "\r\n")));
        for (int row = 0; row < table.rowCount(); row++) {
            int place = row;
            text.append(names.stream()
                    .map(name -> cell(table.column(name).get(place)))
                    .collect(Collectors.joining(",", "", "\r\n")));
        }
        return text.toString();
    }

    private static String cell(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        return quoted(
                cell instanceof java.time.Instant instant
                        ? DateTimeFormatter.ISO_INSTANT.format(instant)
                        : cell instanceof java.math.BigDecimal decimal ? decimal.toPlainString() : cell.toString());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
