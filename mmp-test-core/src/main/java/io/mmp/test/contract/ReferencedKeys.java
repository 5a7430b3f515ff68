package io.mmp.test.contract;

import io.mmp.test.text.Nearest;
import java.util.List;

/** Reads the keys that a foreign key refers to. */
final class ReferencedKeys {

    private ReferencedKeys() {}

    static KeySet of(TableRows rows, List<String> columns, List<ColumnContract> types) {
        KeySet keys = new KeySet();
        try (RowCursor cursor = rows.open(columns, null)) {
            int[] found = new int[columns.size()];
            int[] own = new int[columns.size()];
            for (int i = 0; i < found.length; i++) {
                found[i] = cursor.names().indexOf(columns.get(i));
                own[i] = i;
                if (found[i] < 0) {
                    throw new ContractException("%s, which is referred to, has no column '%s'; it has %s.%s"
                            .formatted(
                                    rows,
                                    columns.get(i),
                                    cursor.names(),
                                    Nearest.hint(columns.get(i), cursor.names())));
                }
                cursor.bind(found[i], types.get(i));
            }
            CurrentRow row = new CurrentRow(cursor, columns.toArray(String[]::new), found);
            while (cursor.next()) {
                if (cursor.misshapen() == null) {
                    row.read();
                    Object[] key = row.key(own);
                    if (key != null) {
                        keys.add(key, 0);
                    }
                }
            }
        }
        return keys;
    }
}
