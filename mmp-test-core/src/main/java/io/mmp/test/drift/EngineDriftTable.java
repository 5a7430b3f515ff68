package io.mmp.test.drift;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A table in an engine, whose rows stay there. */
final class EngineDriftTable implements ComparedTable {

    private final EngineSession session;
    private final EngineTable table;
    private final Map<String, EngineColumn> columns = new LinkedHashMap<>();
    private final Map<String, Integer> missing = new HashMap<>();
    private final Set<String> wanted = new TreeSet<>();
    private final Map<String, Table> asked = new HashMap<>();
    private int rows = -1;

    EngineDriftTable(EngineSession session, EngineTable table) {
        this.session = session;
        this.table = table;
        session.columns(table).forEach(column -> columns.put(column.name(), column));
    }

    @Override
    public Set<String> columnNames() {
        Set<String> read = new LinkedHashSet<>(columns.keySet());
        read.removeAll(unread().keySet());
        return read;
    }

    @Override
    public Map<String, String> unread() {
        Map<String, String> unread = new LinkedHashMap<>();
        for (EngineColumn column : columns.values()) {
            String reason = column.unread();
            if (reason != null) {
                unread.put(column.name(), reason);
            }
        }
        return unread;
    }

    private EngineColumn column(String name) {
        EngineColumn column = columns.get(name);
        if (column == null) {
            throw new DriftException("There is no column '%s' in %s.".formatted(name, table));
        }
        return column;
    }

    @Override
    public ValueType type(String column) {
        return column(column).type();
    }

    @Override
    public List<ComparedColumn> columns(List<String> names) {
        wanted.addAll(names);
        return names.stream()
                .<ComparedColumn>map(name -> new EngineDriftColumn(this, column(name)))
                .toList();
    }

    @Override
    public int rowCount() {
        if (rows < 0) {
            count();
        }
        return rows;
    }

    int missing(EngineColumn column) {
        if (rows < 0) {
            count();
        }
        return missing.getOrDefault(column.name(), 0);
    }

    /** Count rows, and the values of all columns that are compared, in one pass. */
    private void count() {
        List<String> names = wanted.stream()
                .filter(name -> Cell.isNumber(type(name)) || Cell.isCategory(type(name)))
                .toList();
        List<String> aggregates = new ArrayList<>(List.of("COUNT(*) AS a0"));
        for (String name : names) {
            EngineDriftColumn column = new EngineDriftColumn(this, column(name));
            aggregates.add("COUNT(CASE WHEN %s THEN 1 END) AS a%s".formatted(column.isPresent(), aggregates.size()));
            aggregates.add("COUNT(CASE WHEN %s THEN 1 END) AS a%s".formatted(column.isOdd(), aggregates.size()));
        }
        Table answer = read("SELECT %s FROM %s".formatted(String.join(", ", aggregates), from()));
        long all = number(answer, "a0", 0);
        if (all > Integer.MAX_VALUE) {
            throw new DriftException(
                    "There are %s rows in %s: drift is judged of at most %s. Compare a sample of them with Engine.query."
                            .formatted(all, table, Integer.MAX_VALUE));
        }
        for (int i = 0; i < names.size(); i++) {
            long odd = number(answer, "a" + (2 * i + 2), 0);
            if (odd > 0) {
                throw new DriftException(
                        "%s cells of column '%s' in %s are NaN or infinite, but of type %s: convert it to a floating-point number with Engine.query."
                                .formatted(odd, names.get(i), table, type(names.get(i))));
            }
            missing.put(names.get(i), (int) (all - number(answer, "a" + (2 * i + 1), 0)));
        }
        rows = (int) all;
    }

    @Override
    public Table rows() {
        throw new DriftException(
                "The joint test draws rows, which those of %s in an engine are not numbered for: read a sample of them with JdbcTables.read and compare that, or leave out withJointTest."
                        .formatted(table));
    }

    String from() {
        return session.from(table, EngineDriftColumn.ROWS);
    }

    Table read(String query) {
        return session.read(query, table);
    }

    /** Return the answer to a question that several tests have, which has few rows. */
    Table ask(String query) {
        return asked.computeIfAbsent(query, this::read);
    }

    static long number(Table answer, String column, int row) {
        return answer.column(column).get(row) instanceof Number number ? number.longValue() : 0;
    }

    EngineSession session() {
        return session;
    }

    Optional<String> refusal(EngineColumn column) {
        return session.writer().refusal(column);
    }

    /** Return the failure where the engine's answers are not of one state. */
    DriftException changed() {
        return new DriftException(
                "%s counted the rows of %s twice, and not the same: it changed meanwhile. Compare a snapshot of it that stands still."
                        .formatted(session.product(), table));
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
