package io.mmp.test.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads more than a heap of 32 MB holds, in a second JVM. */
@Tag("integration")
class MemoryTests {

    private static final int HEAP = 32;
    private static final int MANY = 6_000_000;

    @TempDir
    private Path directory;

    @Test
    void a_csv_file_says_how_far_it_was_read() throws Exception {
        Path file = csv(MANY);
        assertThat(read("csv", file.toString()))
                .matches(
                        "CSV file \\Q%s\\E: \\d{6,7} rows were read of 1 columns, then the heap of %s MB was full: read fewer columns or rows, or give the tests more with -Xmx\\."
                                .formatted(file, HEAP));
    }

    @Test
    void a_query_says_how_far_it_was_read() throws Exception {
        assertThat(read("jdbc", "SELECT range AS id FROM range(%s)".formatted(MANY)))
                .matches(
                        "\\d{6,7} rows were read of 1 columns, then the heap of %s MB was full: read fewer columns or rows, or give the tests more with -Xmx\\."
                                .formatted(HEAP));
    }

    @Test
    void a_parquet_file_whose_numbers_alone_are_too_many_is_not_begun() throws Exception {
        Path file = parquet("range AS id", MANY);
        assertThat(read("parquet", file.toString()))
                .isEqualTo(
                        "Parquet file %s: it has %s rows of 1 columns, which need at least 46 MB, but the heap has %s MB: read fewer columns or rows, or give the tests more with -Xmx."
                                .formatted(file, MANY, HEAP));
    }

    @Test
    void a_parquet_file_whose_texts_are_too_long_says_so() throws Exception {
        Path file = parquet("range || ' has a text that is longer than a reference' AS words", 600_000);
        assertThat(read("parquet", file.toString()))
                .isEqualTo(
                        "Parquet file %s: it has 600000 rows of 1 columns, then the heap of %s MB was full: read fewer columns or rows, or give the tests more with -Xmx."
                                .formatted(file, HEAP));
    }

    @Test
    void what_the_heap_holds_is_read() throws Exception {
        assertThat(read("csv", csv(1000).toString())).isEqualTo("1000 rows");
        assertThat(read("jdbc", "SELECT range AS id FROM range(1000)")).isEqualTo("1000 rows");
        assertThat(read("parquet", parquet("range AS id", 1000).toString())).isEqualTo("1000 rows");
    }

    private Path csv(int rows) throws IOException {
        return Files.writeString(directory.resolve("many.csv"), "id\n" + "1\n".repeat(rows));
    }

    private Path parquet(String columns, int rows) throws SQLException {
        Path file = directory.resolve("many.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT %s FROM range(%s)) TO '%s'".formatted(columns, rows, file));
        }
        return file;
    }

    /** Read in a JVM with a small heap, and return the one line that it prints. */
    private String read(String kind, String source) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP + "m",
                        "-XX:+UseG1GC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapMain.class.getName(),
                        kind,
                        source)
                .redirectError(errors.toFile())
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
            // Not the errors: JDK 24 and later warn there of DuckDB's native library.
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
