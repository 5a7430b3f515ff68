package io.mmp.test.contract;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.table.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a table in an engine, whose rows stay there. */
record EngineColumns(List<EngineColumn> columns) implements RowCursor {

    @Override
    public List<String> names() {
        return columns.stream().map(EngineColumn::name).toList();
    }

    @Override
    public @Nullable ValueType type(int column) {
        return columns.get(column).type();
    }

    @Override
    public @Nullable String unread(int column) {
        return columns.get(column).unread();
    }

    @Override
    public boolean next() {
        return false;
    }

    @Override
    public int position() {
        return -1;
    }

    @Override
    public String place(int position) {
        return "row " + position;
    }

    @Override
    public @Nullable Object cell(int column) {
        return null;
    }

    @Override
    public void close() {}
}
