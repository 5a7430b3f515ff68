package io.mmp.test.drift;

import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import java.util.SplittableRandom;

/** Changes a table as drift would. */
interface Change {

    /** Tell whether a column of the reference can be changed so. */
    boolean fits(ReferenceTable reference, String column);

    /** Return a table with these columns changed; what is measured, such as the standard deviation, is that of the reference. */
    Table of(Table table, ReferenceTable reference, Iterable<String> columns, SplittableRandom random);

    /** Changes each column on its own. */
    interface OfColumn extends Change {

        Column of(String name, Column column, ReferenceTable reference, SplittableRandom random);

        @Override
        default Table of(Table table, ReferenceTable reference, Iterable<String> columns, SplittableRandom random) {
            Table changed = table;
            for (String name : columns) {
                changed = Cell.replace(changed, name, of(name, table.column(name), reference, random));
            }
            return changed;
        }
    }
}
