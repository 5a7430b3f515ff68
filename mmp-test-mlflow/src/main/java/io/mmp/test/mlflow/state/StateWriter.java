package io.mmp.test.mlflow.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;

/** Writes a state as one JSON object with a line for each record, so that two of them are easily compared, and a large one needs no memory. */
final class StateWriter {

    static final String FORMAT_FIELD = "format";
    static final String FORMAT = "mmp-test-mlflow-state";
    static final String VERSION_FIELD = "version";
    static final int VERSION = 1;

    private static final JSON PLAIN = JSON.std;
    private static final JSON ASCII = JSON.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .build();

    private StateWriter() {}

    /** Write a file, which appears when it is complete. */
    static void write(Path file, StateSource source) {
        Path target = file.toAbsolutePath();
        try {
            Path directory = Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Path partial = Files.createTempFile(directory, ".mlflow-state", ".part");
            try {
                try (Writer json = new BufferedWriter(Files.newBufferedWriter(partial, UTF_8), 1 << 16)) {
                    write(json, source);
                }
                Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException | UncheckedIOException failure) {
            throw new MlflowStateException("State file '%s' cannot be written: %s".formatted(file, failure), failure);
        }
    }

    private static void write(Writer json, StateSource source) throws IOException {
        json.write("{\n\"%s\": \"%s\",\n\"%s\": %s".formatted(FORMAT_FIELD, FORMAT, VERSION_FIELD, VERSION));
        for (StateSection section : StateSection.values()) {
            json.write(",\n\"%s\": [".formatted(section.key()));
            Lines lines = new Lines(json);
            source.records(section).forEachOrdered(lines::add);
            json.write("\n]");
        }
        json.write("\n}\n");
    }

    /** Writes records one a line, with commas between them. */
    private static final class Lines {

        private final Writer json;
        private String separator = "\n";

        Lines(Writer json) {
            this.json = json;
        }

        void add(Map<String, ?> record) {
            try {
                String line = PLAIN.asString(record);
                // UTF-8 has no bytes for half a surrogate pair, but JSON has an escape.
                json.write(separator + (UTF_8.newEncoder().canEncode(line) ? line : ASCII.asString(record)));
                separator = ",\n";
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
