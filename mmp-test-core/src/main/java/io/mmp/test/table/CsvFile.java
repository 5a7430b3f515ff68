package io.mmp.test.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One CSV file, and what is asked of it. */
final class CsvFile {

    static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    private final Path file;
    private final Map<String, ValueType> types;
    private final CsvFormat format;
    private final TextCells text;
    private int rowCount;

    CsvFile(Path file, Map<String, ValueType> types, CsvFormat format) {
        this.file = file;
        this.types = types;
        this.format = format;
        this.text = new TextCells(format.zone());
    }

    String describe() {
        return "CSV file %s: %s rows were read of %s columns".formatted(file, rowCount, types.size());
    }

    Table read() throws IOException {
        char separator = separator();
        try (Reader reader = open()) {
            CsvReader csv = new CsvReader(reader, separator);
            return read(csv, header(csv));
        }
    }

    private Reader open() throws IOException {
        // A decoder of its own reports what it cannot decode, where the reader's would put a question mark.
        return new BufferedReader(new InputStreamReader(
                Files.newInputStream(file), format.charset().newDecoder()));
    }

    /** Return the separator by which the header has all columns, else the comma, by which it is refused. */
    private char separator() throws IOException {
        if (format.separator() != null) {
            return format.separator();
        }
        for (char separator : SEPARATORS) {
            try (Reader reader = open()) {
                if (header(new CsvReader(reader, separator)).containsAll(types.keySet())) {
                    return separator;
                }
            }
        }
        return ',';
    }

    /** Return the header, behind the line {@code sep=;} with which Excel is told the separator. */
    static List<@Nullable String> header(CsvReader csv) throws IOException {
        List<@Nullable String> header = csv.next();
        if (header != null && String.valueOf(header.get(0)).startsWith("sep=") && header.size() <= 2) {
            header = csv.next();
        }
        if (header == null) {
            throw new IllegalArgumentException("it is empty, not even a header.");
        }
        return header;
    }

    private Table read(CsvReader csv, List<@Nullable String> header) throws IOException {
        List<CsvColumn> columns = new ArrayList<>();
        types.forEach((name, type) -> columns.add(CsvColumn.of(name, type, header)));
        int blankLine = 0;
        for (List<@Nullable String> row = csv.next(); row != null; row = csv.next()) {
            if (header.size() > 1 && row.size() == 1 && row.get(0) == null) {
                blankLine = blankLine == 0 ? csv.line() : blankLine;
                continue;
            }
            if (blankLine > 0) {
                throw new IllegalArgumentException(
                        "line %s is blank, but more rows come behind it.".formatted(blankLine));
            }
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("line %s has %s cells, but the header has %s."
                        .formatted(csv.line(), row.size(), header.size()));
            }
            for (CsvColumn column : columns) {
                column.read(row, text, csv.line());
            }
            rowCount++;
        }
        Map<String, Column> built = new LinkedHashMap<>();
        columns.forEach(column -> built.put(column.name, column.cells.build()));
        return Table.of(built);
    }

    /** Say where the bytes are that are no text in the character set of the file. */
    String undecodable() {
        Charset charset = format.charset();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            CharBuffer chars = CharBuffer.allocate(bytes.remaining() + 1);
            CoderResult result = charset.newDecoder().decode(bytes, chars, true);
            int line = 1 + (int) chars.flip().chars().filter(c -> c == '\n').count();
            String found = result.isUnderflow()
                    ? ""
                    : ", but has the byte 0x%s"
                            .formatted(HexFormat.of().withUpperCase().toHexDigits(bytes.get(bytes.position())));
            return "line %s is not in %s%s: say in which character set the file is, as in CsvFormat.detected().withCharset(ISO_8859_1)."
                    .formatted(line, charset, found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record CsvColumn(String name, int position, ColumnBuilder cells) {

        static CsvColumn of(String name, ValueType type, List<@Nullable String> header) {
            int position = header.indexOf(name);
            if (position < 0) {
                throw new IllegalArgumentException(
                        "there is no column '%s'; the header is %s.".formatted(name, Cells.print(header)));
            }
            if (header.lastIndexOf(name) != position) {
                throw new IllegalArgumentException("there are two columns '%s', the %s. and the %s."
                        .formatted(name, position + 1, header.lastIndexOf(name) + 1));
            }
            return new CsvColumn(name, position, new ColumnBuilder(type));
        }

        void read(List<@Nullable String> row, TextCells text, int line) {
            String cell = row.get(position);
            boolean isText = cells.type() == ValueType.STRING || cells.type() == ValueType.JSON;
            if (cell == null || (cell.isEmpty() && !isText)) {
                cells.addNull();
                return;
            }
            try {
                cells.add(text.parse(cells.type(), cell));
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                throw new IllegalArgumentException(
                        "line %s, column '%s': '%s' is no %s (%s)."
                                .formatted(line, name, Cells.print(cell), cells.type(), reason(e)),
                        e);
            }
        }

        /** Return a message without the cell, which may be long. */
        private static String reason(RuntimeException e) {
            String message = String.valueOf(e.getMessage());
            return message.length() > 200 ? e.getClass().getSimpleName() : message;
        }
    }
}
