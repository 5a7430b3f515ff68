package io.mmp.test.security;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes CSV as a matrix: subjects or actions in the header, the others in the first column. */
final class PermissionCsv {

    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\n|\r");

    private final PermissionFile file;

    PermissionCsv(PermissionFile file) {
        this.file = file;
    }

    void read(String text) {
        List<String> header = List.of();
        char separator = ',';
        int line = 0;
        for (String row : LINE_BREAK.split(text, -1)) {
            line++;
            if (row.isBlank()) {
                continue;
            }
            if (header.isEmpty()) {
                separator = row.contains(";") && !row.contains(",") ? ';' : ',';
                header = header(line, cells(row, separator));
                if (header.isEmpty()) {
                    return;
                }
            } else {
                row(line, header, cells(row, separator));
            }
        }
        if (header.isEmpty()) {
            file.fault(1, "the file is empty; it begins with a header such as action,viewer,editor");
        }
    }

    private List<String> header(int line, List<String> header) {
        if (!header.get(0).equals("action") && !header.get(0).equals("subject")) {
            file.fault(
                    line,
                    "the header must begin with 'action' or 'subject', but does with '%s'".formatted(header.get(0)));
            return List.of();
        }
        if (header.size() == 1 || new HashSet<>(header).size() < header.size() || header.contains("")) {
            file.fault(line, "the header must name each column once, but is %s".formatted(header));
            return List.of();
        }
        return header;
    }

    private void row(int line, List<String> header, List<String> cells) {
        if (cells.size() != header.size()) {
            file.fault(line, "there are %s cells, but the header has %s".formatted(cells.size(), header.size()));
            return;
        }
        boolean isOthers = cells.get(0).equals("*");
        if (isOthers && cells.stream().skip(1).allMatch("denied"::equals)) {
            file.denyOthers();
            return;
        }
        if (isOthers) {
            file.fault(line, "all cells of '*' must be 'denied', but are %s".formatted(cells.subList(1, cells.size())));
            return;
        }
        for (int column = 1; column < cells.size(); column++) {
            String cell = cells.get(column);
            if (cell.equals("allowed") || cell.equals("denied")) {
                boolean isByAction = header.get(0).equals("action");
                String subject = isByAction ? header.get(column) : cells.get(0);
                String action = isByAction ? cells.get(0) : header.get(column);
                file.cell(line, subject, action, cell.equals("allowed"));
            } else if (!cell.isEmpty()) {
                file.fault(
                        line,
                        "a cell must be 'allowed', 'denied' or empty, but that of '%s' is '%s'"
                                .formatted(header.get(column), cell));
            }
        }
    }

    private static List<String> cells(String row, char separator) {
        Matcher cell = Pattern.compile(
                        "\\G(?:\\s*\"((?:[^\"]|\"\")*+)\"\\s*|([^" + separator + "]*+))(" + separator + "|$)")
                .matcher(row);
        List<String> cells = new ArrayList<>();
        while (cell.find()) {
            cells.add(
                    cell.group(1) == null
                            ? cell.group(2).strip()
                            : cell.group(1).replace("\"\"", "\""));
            if (cell.group(3).isEmpty()) {
                break;
            }
        }
        return cells;
    }
}
