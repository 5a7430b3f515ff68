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
    private final char[] buffer = new char[1 << 14];
    private int position;
    private int limit;
    private int next;
    private int line = 1;
    private int start;

    CsvReader(Reader reader, char separator) throws IOException {
        this.reader = reader;
        this.separator = separator;
        this.next = read();
        if (next == BYTE_ORDER_MARK) {
            this.next = read();
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
        if (isEndOfCell()) {
            return null;
        }
        // The next character stands before the position, if the buffer is not new.
        int begin = position - 1;
        for (int end = position; begin >= 0 && end < limit; end++) {
            char found = buffer[end];
            if (found == separator || found == '\n' || found == '\r') {
                position = end + 1;
                next = found;
                return new String(buffer, begin, end - begin);
            }
        }
        StringBuilder cell = new StringBuilder();
        while (!isEndOfCell()) {
            cell.append((char) take());
        }
        return cell.toString();
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
        next = read();
        return taken;
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = Math.max(0, reader.read(buffer));
            position = 0;
            if (limit == 0) {
                return END;
            }
        }
        return buffer[position++];
    }
}
