package io.mmp.test.feast.table;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits CSV into rows of cells; a cell is null when it is empty and not in quotes. */
final class CsvReader {

    private final Reader reader;
    private int line;

    CsvReader(Reader reader) {
        this.reader = reader;
    }

    /** Return the number of the line on which the last row ended, the header's being 1. */
    int line() {
        return line;
    }

    /** Return the next row, or null at the end. */
    @Nullable
    List<@Nullable String> next() throws IOException {
        int first = reader.read();
        if (first < 0) {
            return null;
        }
        List<@Nullable String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int c = first;
        while (c >= 0 && c != '\n') {
            if (c == '"' && cell.isEmpty() && !quoted) {
                quoted = true;
                c = readQuoted(cell);
                continue;
            }
            if (c == ',') {
                cells.add(finished(cell, quoted));
                cell.setLength(0);
                quoted = false;
            } else if (c != '\r') {
                cell.append((char) c);
            }
            c = reader.read();
        }
        cells.add(finished(cell, quoted));
        line++;
        return cells;
    }

    private static @Nullable String finished(StringBuilder cell, boolean quoted) {
        return cell.isEmpty() && !quoted ? null : cell.toString();
    }

    /** Append what stands in quotes, and return the character behind them. */
    private int readQuoted(StringBuilder cell) throws IOException {
        int start = line + 1;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '"') {
                int next = reader.read();
                if (next != '"') {
                    return next;
                }
            } else if (c == '\n') {
                line++;
            }
            cell.append((char) c);
        }
        throw new IllegalArgumentException("line %s: a quote is not closed.".formatted(start));
    }
}
