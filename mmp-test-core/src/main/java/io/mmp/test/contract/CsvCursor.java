package io.mmp.test.contract;

import io.mmp.test.table.Cells;
import io.mmp.test.table.CsvFormat;
import io.mmp.test.table.CsvRows;
import io.mmp.test.table.CsvRows.CellParser;
import io.mmp.test.table.ValueType;
import io.mmp.test.text.Words;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes over the rows of a CSV file, whose places are the lines on which they begin. */
final class CsvCursor implements RowCursor {

    private final String fileName;
    private final CsvRows rows;
    private final CsvFormat format;
    private final @Nullable ZoneId zone;
    private final List<String> names;
    private final @Nullable CellParser[] parsers;
    private final boolean[] isText;

    CsvCursor(Path file, CsvFormat format, List<String> expected, @Nullable ZoneId zone) {
        this.fileName = String.valueOf(file.getFileName());
        this.format = format;
        this.zone = zone;
        this.rows = CsvRows.open(file, expected, format);
        this.names =
                rows.header().stream().map(name -> name == null ? "" : name).toList();
        this.parsers = new CellParser[names.size()];
        this.isText = new boolean[names.size()];
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public @Nullable ValueType type(int column) {
        return null;
    }

    @Override
    public @Nullable String unread(int column) {
        return null;
    }

    @Override
    public void bind(int column, ColumnContract contract) {
        ValueType type = contract.type();
        isText[column] = type == null || type == ValueType.STRING || type == ValueType.JSON;
        parsers[column] = type == null || isText[column]
                ? null
                : contract.isDate() ? DateText::parse : CsvRows.parser(type, format, zone);
    }

    @Override
    public boolean next() {
        return rows.next();
    }

    @Override
    public int position() {
        return rows.line();
    }

    @Override
    public String place(int position) {
        return fileName + ":" + position;
    }

    @Override
    public @Nullable String misshapen() {
        int cells = rows.cells().size();
        return cells == names.size() ? null : Words.count(cells, "cell");
    }

    @Override
    public @Nullable Object cell(int column) {
        String text = rows.cells().get(column);
        CellParser parser = parsers[column];
        if (text == null || parser == null) {
            return text;
        }
        if (text.isEmpty()) {
            return null;
        }
        try {
            return parser.parse(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return new Unreadable(Cells.print(text), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
