package io.mmp.test.security;

import java.util.ArrayList;
import java.util.List;

/** Sets rows of cells in columns, for a message. */
final class TextGrid {

    private static final int MOST = 50;

    private TextGrid() {}

    /** Return the header and the first rows, one a line, each with a line break before it. */
    static String of(List<String> header, List<List<String>> rows) {
        List<List<String>> shown = new ArrayList<>();
        shown.add(header);
        rows.stream().limit(MOST).forEach(shown::add);
        int[] widths = new int[header.size()];
        for (List<String> row : shown) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : shown) {
            StringBuilder line = new StringBuilder("  ");
            for (int column = 0; column < widths.length; column++) {
                String cell = row.get(column);
                line.append(column == 0 ? "" : " | ").append(cell).append(" ".repeat(widths[column] - cell.length()));
            }
            text.append(System.lineSeparator()).append(line.toString().stripTrailing());
        }
        if (rows.size() > MOST) {
            text.append(System.lineSeparator()).append("  and %s more".formatted(rows.size() - MOST));
        }
        return text.toString();
    }
}
