package io.mmp.test.table;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits CSV into rows of cells; a cell is null when it is empty and not in quotes. Lines end with LF, CRLF or CR. */
final class CsvReader {

    private static final int END = -1;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Reader reader;
    private final char separator;
    private int next;
    private int line = 1;
    private int start;

    CsvReader(Reader reader, char separator) throws IOException {
        this.reader = reader;
        this.separator = separator;
        this.next = reader.read();
        if (next == BYTE_ORDER_MARK) {
            this.next = reader.read();
        }
    }

    /** Return the number of the line on which the last row began, that of the file's first line being 1. */
    int line() {
        return start;
    }

    /** Return the next row, or null at the end. */
    @Nullable
    List<@Nullable String> next() throws IOException {
        if (next == END) {
            return null;
        }
        start = line;
        List<@Nullable String> cells = new ArrayList<>();
        cells.add(cell());
        while (next == separator) {
            take();
            cells.add(cell());
        }
        if (next != END) {
            takeLineBreak();
        }
        return cells;
    }

    private @Nullable String cell() throws IOException {
        if (next == '"') {
            return quoted();
        }
        StringBuilder cell = new StringBuilder();
        while (!isEndOfCell()) {
            cell.append((char) take());
        }
        return cell.isEmpty() ? null : cell.toString();
    }

    private String quoted() throws IOException {
        int opened = line;
        StringBuilder cell = new StringBuilder();
        take();
        while (next != END) {
            if (next == '"') {
                take();
                if (next != '"') {
                    requireEndOfCell();
                    return cell.toString();
                }
            } else if (next == '\n' || next == '\r') {
                cell.append(takeLineBreak());
                continue;
            }
            cell.append((char) take());
        }
        throw new IllegalArgumentException("line %s: a quote is not closed.".formatted(opened));
    }

    private void requireEndOfCell() {
        if (!isEndOfCell()) {
            throw new IllegalArgumentException(
                    "line %s: behind a closing quote comes '%s'; a quote within quotes is written twice."
                            .formatted(line, Cells.print(Character.toString(next))));
        }
    }

    private boolean isEndOfCell() {
        return next == separator || next == '\n' || next == '\r' || next == END;
    }

    private String takeLineBreak() throws IOException {
        line++;
        if (take() == '\n') {
            return "\n";
        }
        if (next == '\n') {
            take();
            return "\r\n";
        }
        return "\r";
    }

    private int take() throws IOException {
        int taken = next;
        next = reader.read();
        return taken;
    }
}
