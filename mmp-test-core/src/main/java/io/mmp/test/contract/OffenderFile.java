package io.mmp.test.contract;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes all offenders to a CSV file, which is made with the first of them, if a directory for it is named. */
final class OffenderFile implements AutoCloseable {

    /** The system property that names the directory. */
    static final String DIRECTORY = "mmp.contract.directory";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final @Nullable Path directory;
    private final String name;
    private @Nullable Path file;
    private @Nullable BufferedWriter writer;

    OffenderFile(Optional<Path> directory, String contract) {
        String property = System.getProperty(DIRECTORY, "");
        this.directory = directory.orElse(property.isBlank() ? null : Path.of(property));
        this.name = contract.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    boolean isWanted() {
        return directory != null;
    }

    void write(Severity severity, String rule, Offender offender) {
        if (directory == null) {
            return;
        }
        try {
            if (writer == null) {
                Files.createDirectories(directory);
                file = directory.resolve("contract.%s.%s.%s.csv"
                        .formatted(name, ProcessHandle.current().pid(), COUNT.incrementAndGet()));
                writer = Files.newBufferedWriter(file);
                line("severity", "rule", "place", "value");
            }
            line(severity.name(), rule, offender.place(), offender.value());
        } catch (IOException e) {
            throw new UncheckedIOException("The offenders cannot be written to %s.".formatted(directory), e);
        }
    }

    private void line(String... cells) throws IOException {
        if (writer != null) {
            writer.write(Stream.of(cells)
                    .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                    .collect(Collectors.joining(",", "", "\r\n")));
        }
    }

    /** Return where they are, if there are any. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The offenders cannot be written to %s.".formatted(file), e);
        }
    }
}
