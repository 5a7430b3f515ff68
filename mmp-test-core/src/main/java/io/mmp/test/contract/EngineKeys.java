package io.mmp.test.contract;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes what an engine is asked about keys of a table.
 *
 * @param from what stands for the table behind FROM, with the alias {@link #ROWS}
 * @param columns of the key
 */
record EngineKeys(EngineSession session, String from, List<SqlColumn> columns) {

    /** The alias of the table; where one is a column too, Spark takes it for that. */
    static final String ROWS = "mmp_rows";

    private static final String OTHERS = "mmp_others";

    /** How many rows of keys that are there twice are looked at: enough to show ten keys unless one is there hundreds of times. */
    private static final int LOOKED_AT = 1_000;

    /** Two queries: one that counts, the other for rows that break the rule. */
    record Queries(String count, String broken) {}

    String isPresent() {
        return columns.stream().map(SqlColumn::isPresent).collect(Collectors.joining(" AND "));
    }

    /** Return how to find keys that are there twice, or nothing if the engine cannot tell which are the same. */
    Optional<Queries> duplicates(String selected) {
        List<String> forms = new ArrayList<>();
        for (SqlColumn column : columns) {
            column.key(column.column()).ifPresent(forms::add);
        }
        if (forms.size() < columns.size()) {
            return Optional.empty();
        }
        String keys = String.join(", ", forms);
        StringBuilder named = new StringBuilder();
        StringBuilder same = new StringBuilder();
        for (int i = 0; i < forms.size(); i++) {
            named.append(forms.get(i)).append(" AS k").append(i).append(", ");
            same.append(i == 0 ? "" : " AND ").append("mmp_keys.k%s = %s".formatted(i, forms.get(i)));
        }
        return Optional.of(new Queries(
                "SELECT SUM(n - 1) AS a0 FROM (SELECT COUNT(*) AS n FROM %s WHERE %s GROUP BY %s) mmp_keys"
                        .formatted(from, isPresent(), keys),
                "SELECT %s FROM %s JOIN (SELECT %sCOUNT(*) AS n FROM %s WHERE %s GROUP BY %s HAVING COUNT(*) > 1 LIMIT 10) mmp_keys ON %s LIMIT %s"
                        .formatted(selected, from, named, from, isPresent(), keys, same, LOOKED_AT)));
    }

    /** Return how to find keys that another table lacks, or nothing if the engine cannot tell which are the same. */
    Optional<Queries> missing(EngineTable other, List<String> otherColumns, String selected, int most) {
        List<EngineColumn> found = session.columns(other);
        StringBuilder same = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            EngineColumn match = find(found, otherColumns.get(i), other);
            SqlColumn column = columns.get(i);
            SqlColumn otherColumn = new SqlColumn(column.writer(), match, OTHERS);
            Optional<String> key = column.key(match);
            Optional<String> otherKey = otherColumn.key(column.column());
            if (key.isEmpty() || otherKey.isEmpty()) {
                return Optional.empty();
            }
            same.append(i == 0 ? "" : " AND ").append("%s = %s".formatted(otherKey.get(), key.get()));
        }
        String rows = "FROM %s WHERE %s AND NOT EXISTS (SELECT 1 FROM %s WHERE %s)"
                .formatted(from, isPresent(), session.from(other, OTHERS), same);
        return Optional.of(
                new Queries("SELECT COUNT(*) AS a0 " + rows, "SELECT %s %s LIMIT %s".formatted(selected, rows, most)));
    }

    private static EngineColumn find(List<EngineColumn> columns, String name, EngineTable table) {
        List<String> names = columns.stream().map(EngineColumn::name).toList();
        int found = names.indexOf(name);
        if (found < 0) {
            throw new ContractException("%s, which is referred to, has no column '%s'; it has %s.%s"
                    .formatted(table, name, names, Nearest.hint(name, names)));
        }
        return columns.get(found);
    }
}
