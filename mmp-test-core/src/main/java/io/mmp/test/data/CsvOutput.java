package io.mmp.test.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes rows as CSV, without a locale. */
final class CsvOutput {

    private static final Pattern QUOTED = Pattern.compile("[\",\\r\\n]|^$|^\\s|\\s$");

    private CsvOutput() {}

    static void write(SampleRows rows, Path file) throws IOException {
        int[] decimals = rows.decimals();
        try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
            StringBuilder line = new StringBuilder();
            List<String> names = rows.columnNames();
            for (int i = 0; i < names.size(); i++) {
                append(line, names.get(i), -1, i);
            }
            for (long row = 0; row < rows.rowCount(); row++) {
                out.append(line.append('\n'));
                line.setLength(0);
                @Nullable Object[] cells = rows.cells(row);
                for (int i = 0; i < cells.length; i++) {
                    append(line, cells[i], decimals[i], i);
                }
            }
            out.append(line.append('\n'));
        }
    }

    private static void append(StringBuilder line, @Nullable Object cell, int decimals, int column) {
        if (column > 0) {
            line.append(',');
        }
        if (cell instanceof Double number) {
            Decimals.append(line, number, decimals);
        } else if (cell instanceof String text && QUOTED.matcher(text).find()) {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        } else if (cell != null) {
            line.append(cell);
        }
    }
}
