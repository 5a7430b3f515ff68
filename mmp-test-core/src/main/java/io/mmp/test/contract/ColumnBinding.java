package io.mmp.test.contract;

import io.mmp.test.table.ValueType;
import io.mmp.test.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the columns of a contract in a source, and what is wrong with them. */
final class ColumnBinding {

    private final TableContract contract;
    private final RowCursor cursor;
    private final int[] sources;
    private final List<RuleResult> results = new ArrayList<>();

    ColumnBinding(TableContract contract, RowCursor cursor) {
        this.contract = contract;
        this.cursor = cursor;
        this.sources = new int[contract.columns().size()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = bind(contract.columns().get(i));
        }
        if (contract.isClosed()) {
            judgeOthers();
        }
        if (contract.isOrdered()) {
            judgeOrder();
        }
    }

    boolean isThere(int column) {
        return sources[column] >= 0;
    }

    int source(int column) {
        return sources[column];
    }

    int[] sources() {
        return sources.clone();
    }

    List<RuleResult> results() {
        return results;
    }

    private int bind(ColumnContract column) {
        int found = cursor.names().indexOf(column.name());
        String fault = fault(column, found);
        if (fault != null) {
            results.add(broken("%s is a column".formatted(column.name()), fault + notJudged(column)));
            return -1;
        }
        cursor.bind(found, column);
        return found;
    }

    private @Nullable String fault(ColumnContract column, int found) {
        List<String> names = cursor.names();
        if (found < 0) {
            return "there is none; there are %s.%s".formatted(names, Nearest.hint(column.name(), names));
        }
        if (names.lastIndexOf(column.name()) != found) {
            return "there are two, the %s. and the %s.".formatted(found + 1, names.lastIndexOf(column.name()) + 1);
        }
        String unread = cursor.unread(found);
        if (unread != null) {
            return "it cannot be read: " + unread;
        }
        ValueType type = cursor.type(found);
        return type == null || column.takes(type) ? null : "it is %s, not %s.".formatted(type, column.typeWords());
    }

    private static String notJudged(ColumnContract column) {
        return column.rules().isEmpty()
                ? ""
                : " So it was not judged that it "
                        + String.join(
                                ", ",
                                column.rules().stream().map(ColumnRule::words).toList()) + ".";
    }

    private void judgeOthers() {
        List<String> others = cursor.names().stream()
                .filter(name -> !contract.columnNames().contains(name))
                .toList();
        if (!others.isEmpty()) {
            results.add(broken("there are no other columns", "there are %s".formatted(others)));
        }
    }

    private void judgeOrder() {
        List<String> found = cursor.names().stream()
                .filter(name -> contract.columnNames().contains(name))
                .distinct()
                .toList();
        List<String> expected =
                contract.columnNames().stream().filter(found::contains).toList();
        if (!found.equals(expected)) {
            results.add(broken("the columns are in order", "it is %s, not %s".formatted(found, expected)));
        }
    }

    private static RuleResult broken(String rule, String sentence) {
        return new RuleResult(rule, Severity.CRITICAL, true, 0, 0, sentence, List.of());
    }
}
