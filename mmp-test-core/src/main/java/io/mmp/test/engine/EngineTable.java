package io.mmp.test.engine;

import static java.util.Objects.requireNonNull;

import io.mmp.test.table.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table, a view or the result of a query in an engine. Nothing is read until an assertion asks.
 *
 * <p>Make one with {@link Engine#table} or {@link Engine#query}.
 *
 * @since 0.1.0
 */
public final class EngineTable {

    private static final String PART = "(?:[\\p{L}_][\\p{L}\\p{N}_$-]*|\"(?:[^\"]|\"\")+\"|`(?:[^`]|``)+`)";
    private static final Pattern NAME = Pattern.compile(PART + "(?:\\." + PART + ")*");

    private final Engine engine;
    private final String text;
    private final boolean isQuery;

    private EngineTable(Engine engine, String text, boolean isQuery) {
        this.engine = engine;
        this.text = text;
        this.isQuery = isQuery;
    }

    static EngineTable named(Engine engine, String name) {
        if (!NAME.matcher(requireNonNull(name, "The name of a table must not be null."))
                .matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no name of a table, such as ml.training or \"ML\".\"training set\": quote what is not a plain name, or give a query with Engine.query."
                            .formatted(name));
        }
        engine.tables().filter(tables -> !tables.containsKey(name)).ifPresent(tables -> {
            throw new EngineException(
                    "There is no table '%s' among the tables of this JVM, only %s.".formatted(name, tables.keySet()));
        });
        return new EngineTable(engine, name, false);
    }

    static EngineTable ofQuery(Engine engine, String sql) {
        String query = requireNonNull(sql, "A query must not be null.").strip().replaceAll("[;\\s]+$", "");
        if (query.isEmpty()) {
            throw new IllegalArgumentException("A query must not be empty.");
        }
        if (engine.tables().isPresent()) {
            throw new EngineException(
                    "The tables of this JVM take no SQL, such as %s: name one of them, in which the columns are as the query gives them."
                            .formatted(query));
        }
        return new EngineTable(engine, query, true);
    }

    /** Return the engine that holds it. */
    public Engine engine() {
        return engine;
    }

    /**
     * Return its columns, which the engine is asked for.
     *
     * @throws EngineException if the engine does not have it, or lets nobody read it
     */
    public List<EngineColumn> columns() {
        Table rows = rows().orElse(null);
        if (rows != null) {
            return rows.columnNames().stream()
                    .map(name -> new EngineColumn(
                            name,
                            rows.column(name).type().name().toLowerCase(Locale.ROOT),
                            rows.column(name).type(),
                            null))
                    .toList();
        }
        try (EngineSession session = EngineSession.open(engine)) {
            return session.columns(this);
        }
    }

    /** Return its rows if it is a table of this JVM. */
    public Optional<Table> rows() {
        return engine.tables().map(tables -> tables.get(text));
    }

    /** Return what stands for it behind FROM, without an alias. */
    String from() {
        // A line comment at the end of a query would swallow the bracket.
        return isQuery ? "(" + text + "\n)" : text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EngineTable table
                && engine == table.engine
                && isQuery == table.isQuery
                && text.equals(table.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Return its name, or the query. */
    @Override
    public String toString() {
        return isQuery ? "the query " + text : "'" + text + "'";
    }
}
