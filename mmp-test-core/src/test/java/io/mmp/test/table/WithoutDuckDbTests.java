package io.mmp.test.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads Parquet files by classes that find no DuckDB. */
class WithoutDuckDbTests {

    @TempDir
    private Path directory;

    @Test
    void a_plain_file_is_read() throws Exception {
        Path file = parquet("snappy");
        try (URLClassLoader classes = withoutDuckDb()) {
            Object table = read(classes, file);
            assertThat(table).isNotInstanceOf(Table.class);
            assertThat(table.getClass().getMethod("row", int.class).invoke(table, 0))
                    .hasToString("{id=1}");
        }
    }

    @Test
    void another_file_says_why_it_needs_duckdb() throws Exception {
        Path file = parquet("zstd");
        assertRefused(
                file,
                "Parquet file %s: column 'id' is compressed with ZSTD, so that DuckDB must read it: add org.duckdb:duckdb_jdbc, 1.5.6 or later, to the test class path."
                        .formatted(file));
    }

    @Test
    void a_file_that_is_not_there_is_said_to_be_missing() throws Exception {
        Path file = directory.resolve("none.parquet");
        assertRefused(file, "Parquet file %s cannot be read (there is no such file).".formatted(file));
    }

    private static void assertRefused(Path file, String message) throws Exception {
        try (URLClassLoader classes = withoutDuckDb()) {
            assertThatThrownBy(() -> read(classes, file))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessage(message);
        }
    }

    private static Object read(ClassLoader classes, Path file) throws ReflectiveOperationException {
        return classes.loadClass(ParquetTables.class.getName())
                .getMethod("read", Path.class)
                .invoke(null, file);
    }

    private static URLClassLoader withoutDuckDb() {
        URL[] entries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("duckdb"))
                .map(WithoutDuckDbTests::url)
                .toArray(URL[]::new);
        return new URLClassLoader(entries, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    private Path parquet(String codec) throws SQLException {
        Path file = directory.resolve(codec + ".parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (SELECT 1 AS id) TO '" + file + "' (FORMAT parquet, COMPRESSION " + codec + ")");
        }
        return file;
    }
}
