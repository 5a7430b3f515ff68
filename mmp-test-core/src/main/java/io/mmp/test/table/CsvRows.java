package io.mmp.test.table;

import io.mmp.test.Internal;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file as they stand there, one at a time; a cell is null when it is empty and not in quotes.
 *
 * @since 0.1.0
 */
@Internal
public final class CsvRows implements Closeable {

    private final Path file;
    private final CsvFormat format;
    private final Reader reader;
    private final CsvReader csv;
    private final List<@Nullable String> header;
    private @Nullable List<@Nullable String> ahead;
    private int lineAhead;
    private List<@Nullable String> row = List.of();
    private int line;

    private CsvRows(Path file, CsvFormat format, char separator) throws IOException {
        this.file = file;
        this.format = format;
        this.reader = open(file, format);
        this.csv = new CsvReader(reader, separator);
        this.header = CsvFile.header(csv);
    }

    /**
     * Open a file; its separator is the comma, semicolon or tab by which the header has most of the expected columns.
     *
     * @throws TableException if the file cannot be read, or is empty
     */
    public static CsvRows open(Path file, Collection<String> expected, CsvFormat format) {
        return of(file, format, () -> {
            CsvRows rows = new CsvRows(file, format, separator(file, expected, format));
            rows.look();
            return rows;
        });
    }

    /** Return the header. */
    public List<@Nullable String> header() {
        return header;
    }

    /** Go to the next row, and tell whether there is one; blank lines at the end do not count in a file of several columns. */
    public boolean next() {
        return of(file, format, () -> {
            List<@Nullable String> found = ahead;
            if (found == null) {
                return false;
            }
            row = found;
            line = lineAhead;
            look();
            if (isBlank(row)) {
                // Only what comes behind tells whether it is an end or a hole.
                int first = line;
                while (ahead != null && isBlank(ahead)) {
                    look();
                }
                if (ahead == null) {
                    return false;
                }
                line = first;
            }
            return true;
        });
    }

    private void look() throws IOException {
        ahead = csv.next();
        lineAhead = csv.line();
    }

    private boolean isBlank(List<@Nullable String> cells) {
        return header.size() > 1 && cells.size() == 1 && cells.get(0) == null;
    }

    /** Return the line on which the row begins, that of the file's first line being 1. */
    public int line() {
        return line;
    }

    /** Return the cells of the row; there may be more or fewer than in the header. */
    public List<@Nullable String> cells() {
        return row;
    }

    /**
     * Return a function that reads cells of a type; timestamps without a time zone are in that of the file's format, else in this one,
     * else they are refused.
     */
    public static CellParser parser(ValueType type, CsvFormat format, @Nullable ZoneId zone) {
        TextCells text = new TextCells(format.zone() == null ? zone : format.zone());
        return cell -> Cells.canonical(type, text.parse(type, cell));
    }

    /**
     * Reads the text of a cell.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface CellParser {

        /**
         * Return the value of a text.
         *
         * @throws IllegalArgumentException if it is none; {@link java.time.DateTimeException} and {@link ArithmeticException} say so too
         */
        Object parse(String text);
    }

    @Override
    public void close() {
        of(file, format, () -> {
            reader.close();
            return true;
        });
    }

    private static Reader open(Path file, CsvFormat format) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        Files.newInputStream(file), format.charset().newDecoder()),
                1 << 16);
    }

    private static char separator(Path file, Collection<String> expected, CsvFormat format) throws IOException {
        if (format.separator() != null) {
            return format.separator();
        }
        char best = ',';
        long most = -1;
        for (char separator : CsvFile.SEPARATORS) {
            try (Reader reader = open(file, format)) {
                List<@Nullable String> header = CsvFile.header(new CsvReader(reader, separator));
                long found = expected.stream().filter(header::contains).count();
                if (found > most) {
                    best = separator;
                    most = found;
                }
            }
        }
        return best;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T of(Path file, CsvFormat format, Reading<T> reading) {
        try {
            return reading.read();
        } catch (CharacterCodingException e) {
            throw new TableException(
                    "CSV file %s: %s".formatted(file, new CsvFile(file, new LinkedHashMap<>(), format).undecodable()),
                    e);
        } catch (IOException e) {
            throw new TableException("CSV file %s cannot be read (%s).".formatted(file, e), e);
        } catch (IllegalArgumentException e) {
            throw new TableException("CSV file %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
