package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.List;

/** Takes apart CSV (RFC 4180): the names of the columns, the number of rows, and each column. */
final class CsvDocument {

    private final String text;
    private int position;

    private CsvDocument(String text) {
        this.text = text;
    }

    static void read(Sections sections, String text) {
        CsvDocument csv = new CsvDocument(text);
        List<String> columns = csv.row();
        List<Hash> hashes = columns.stream().map(column -> new Hash()).toList();
        long rows = 0;
        while (csv.position < text.length()) {
            List<String> row = csv.row();
            if (row.size() == 1 && row.get(0).isEmpty() && columns.size() > 1) {
                continue;
            }
            rows++;
            if (row.size() != columns.size()) {
                throw new TrainingException("row %s has %s, and the header has %s"
                        .formatted(rows, Words.count(row.size(), "cell"), columns.size()));
            }
            for (int i = 0; i < row.size(); i++) {
                hashes.get(i).addName(row.get(i));
            }
        }
        sections.text("header", "columns", JsonDocument.canonical(columns));
        sections.text("header", "rows", String.valueOf(rows));
        for (int i = 0; i < columns.size(); i++) {
            String sha256 = hashes.get(i).hex();
            sections.text("columns", columns.get(i), "%s, sha256 %s".formatted(Words.count(rows, "cell"), sha256));
        }
    }

    private List<String> row() {
        List<String> cells = new ArrayList<>();
        do {
            cells.add(cell());
        } while (next(','));
        next('\r');
        if (!next('\n') && position < text.length() && text.charAt(position - 1) != '\r') {
            throw new TrainingException("character %s stands after a closing quote".formatted(position));
        }
        return cells;
    }

    private String cell() {
        if (!next('"')) {
            int start = position;
            while (position < text.length() && ",\r\n".indexOf(text.charAt(position)) < 0) {
                position++;
            }
            return text.substring(start, position);
        }
        StringBuilder cell = new StringBuilder();
        while (true) {
            int quote = text.indexOf('"', position);
            if (quote < 0) {
                throw new TrainingException("a quote is not closed");
            }
            cell.append(text, position, quote);
            position = quote + 1;
            if (!next('"')) {
                return cell.toString();
            }
            cell.append('"');
        }
    }

    private boolean next(char character) {
        boolean found = position < text.length() && text.charAt(position) == character;
        if (found) {
            position++;
        }
        return found;
    }
}
