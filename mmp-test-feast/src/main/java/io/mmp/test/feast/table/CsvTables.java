package io.mmp.test.feast.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables from CSV files (RFC 4180, UTF-8) with a header.
 *
 * <p>An empty cell is null, an empty cell in quotes is empty text. Columns of the file that are not asked for are left out. Lists,
 * sets, maps and bytes have no form in CSV.
 */
public final class CsvTables {

    private CsvTables() {}

    /**
     * Read these columns of a file whose timestamps all have a time zone, such as {@code 2026-01-01T10:00:00Z}.
     *
     * @throws TableException if the file cannot be read, a column is missing, or a cell is no value of its type
     */
    public static Table read(Path file, Map<String, ValueType> types) {
        return read(file, types, null);
    }

    /**
     * Read these columns of a file; timestamps without a time zone are in this one, which is UTC in Feast.
     *
     * @throws TableException if the file cannot be read, a column is missing, or a cell is no value of its type
     */
    public static Table readInZone(Path file, Map<String, ValueType> types, ZoneId zone) {
        return read(file, types, zone);
    }

    private static Table read(Path file, Map<String, ValueType> types, @Nullable ZoneId zone) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(new CsvReader(reader), types, new TextCells(zone));
        } catch (IOException e) {
            throw new TableException("CSV file %s cannot be read (%s).".formatted(file, e), e);
        } catch (IllegalArgumentException e) {
            throw new TableException("CSV file %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Table read(CsvReader csv, Map<String, ValueType> types, TextCells text) throws IOException {
        List<@Nullable String> header = csv.next();
        if (header == null) {
            throw new IllegalArgumentException("it is empty, not even a header.");
        }
        TableBuilder table = Table.builder();
        List<CsvColumn> columns = new ArrayList<>();
        types.forEach((name, type) -> {
            int position = header.indexOf(name);
            if (position < 0) {
                throw new IllegalArgumentException(
                        "there is no column '%s'; the header is %s.".formatted(name, header));
            }
            columns.add(new CsvColumn(name, type, position));
            table.column(name, type);
        });
        for (List<@Nullable String> row = csv.next(); row != null; row = csv.next()) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("line %s has %s cells, but the header has %s."
                        .formatted(csv.line(), row.size(), header.size()));
            }
            @Nullable Object[] cells = new Object[columns.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = columns.get(i).parse(row, text, csv.line());
            }
            table.row(cells);
        }
        return table.build();
    }

    private record CsvColumn(String name, ValueType type, int position) {

        @Nullable
        Object parse(List<@Nullable String> row, TextCells text, int line) {
            String cell = row.get(position);
            try {
                return cell == null ? null : text.parse(type, cell);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IllegalArgumentException(
                        "line %s, column '%s': '%s' is no %s (%s).".formatted(line, name, cell, type, e.getMessage()),
                        e);
            }
        }
    }
}
