package io.mmp.test.drift;

import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table of one side, wherever it is. */
interface ComparedTable {

    /** Return the names of the columns that can be read. */
    Set<String> columnNames();

    /** Return why the others cannot be read, each by its name. */
    Map<String, String> unread();

    ValueType type(String column);

    /** Return columns that will be compared, and no others. */
    List<ComparedColumn> columns(List<String> names);

    int rowCount();

    /** Return all rows, of which some are drawn. */
    Table rows();
}
