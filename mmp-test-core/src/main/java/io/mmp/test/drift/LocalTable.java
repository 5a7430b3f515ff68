package io.mmp.test.drift;

import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table that is here. */
record LocalTable(Table rows) implements ComparedTable {

    @Override
    public Set<String> columnNames() {
        return rows.columnNames();
    }

    @Override
    public Map<String, String> unread() {
        return rows.unread();
    }

    @Override
    public ValueType type(String column) {
        return rows.column(column).type();
    }

    @Override
    public List<ComparedColumn> columns(List<String> names) {
        return names.stream()
                .<ComparedColumn>map(name -> new LocalColumn(rows.column(name)))
                .toList();
    }

    @Override
    public int rowCount() {
        return rows.rowCount();
    }
}
