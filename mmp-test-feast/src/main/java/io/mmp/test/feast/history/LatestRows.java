package io.mmp.test.feast.history;

import static java.util.Objects.requireNonNull;

import io.mmp.test.Internal;
import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.EngineException;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.Form;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a table in an engine, by ranges of keys, the row of each entity that counts at an instant: the last one by event timestamp,
 * then by created timestamp, expired or not.
 *
 * <p>The engine finds these rows; here there are never more than those of one range.
 *
 * @since 0.1.0
 */
@Internal
public final class LatestRows implements AutoCloseable {

    /** So many rows of an entity are looked at to tell why a value is wrong. */
    private static final int MOST = 50_000;

    private final EngineSession session;
    private final EngineSource source;
    private final List<String> names;
    private final LatestSql sql;

    private LatestRows(EngineSession session, EngineSource source) {
        this.session = session;
        this.source = source;
        FeatureView view = source.view();
        if (view.joinKeys().isEmpty()) {
            throw new TableException(
                    "View '%s' has no join keys, so that %s has no ranges of them: compare it here, with assertThat(online)."
                            .formatted(view.name(), source.table()));
        }
        List<EngineColumn> columns = session.columns(source.table());
        names = new ArrayList<>();
        List<EngineColumn> keys = view.joinKeys().stream()
                .map(key -> read(columns, view.columnOf(key.name()), true))
                .toList();
        EngineColumn event = timestamp(columns, view.eventTimestamp());
        EngineColumn created =
                view.createdTimestamp().map(name -> timestamp(columns, name)).orElse(null);
        List<EngineColumn> features = source.shape().features().stream()
                .map(feature -> read(columns, view.columnOf(feature), false))
                .toList();
        sql = new LatestSql(session.writer(), session.from(source.table(), "r"), keys, event, created, features);
    }

    /**
     * Connect to the engine of a source.
     *
     * @throws EngineException if it cannot be asked, or does not have the table
     * @throws TableException if a column is not there or cannot be read, or the view has no join keys
     */
    public static LatestRows open(EngineSource source) {
        EngineSession session = EngineSession.open(source.table().engine());
        try {
            return new LatestRows(session, source);
        } catch (EngineException | TableException e) {
            session.close();
            throw e;
        }
    }

    private EngineColumn read(List<EngineColumn> columns, String name, boolean isKey) {
        EngineColumn column = SourceColumns.find(source.table(), columns, name);
        SourceColumns.requireRead(session.writer(), column);
        boolean hasOrder = column.type() != ValueType.BYTES
                && column.type() != ValueType.BOOL
                && Form.of(column.type(), column.type()).isPresent();
        if (isKey && !hasOrder) {
            throw new TableException(
                    "Join key '%s' of %s is %s, by which engines do not order all in one way: convert it with Engine.query."
                            .formatted(name, source.table(), column.type()));
        }
        names.add(name);
        return column;
    }

    private EngineColumn timestamp(List<EngineColumn> columns, String field) {
        String name = source.view().columnOf(field);
        names.add(name);
        return SourceColumns.timestamp(session, source.table(), columns, name);
    }

    /** Return what is read, of a table without rows. */
    public FeatureSource shape() {
        return source.shape();
    }

    /** Return the key of the last of the next entities behind a key, or of the first ones, or nothing if there are none. */
    public Optional<List<Object>> end(@Nullable List<Object> after, int entities) {
        Table end = session.read(sql.end(after, entities), source.table());
        return end.rowCount() == 0
                ? Optional.empty()
                : Optional.of(end.row(0).values().stream()
                        .map(key -> requireNonNull(key))
                        .toList());
    }

    /**
     * Return the rows that count at an instant, of the entities from behind a key up to another, in the order of their keys: of an entity to
     * which nothing has happened a row without event timestamp, and each one of those that tie.
     */
    public FeatureSource latest(@Nullable List<Object> after, List<Object> last, Instant asOf) {
        return source.named(session.read(sql.latest(after, last, asOf), source.table()), names);
    }

    /** Return the entities that rows are of, in the order of the rows: a column for each join key, in the type that the view declares. */
    public Table entities(FeatureSource rows) {
        TableBuilder entities = Table.builder();
        rows.view().joinKeys().forEach(key -> entities.column(rows.entityColumn(key), key.type()));
        Object[] before = {};
        for (int row = 0; row < rows.rows().rowCount(); row++) {
            Object[] key = key(rows, row);
            if (!Arrays.equals(key, before)) {
                entities.row(key);
                before = key;
            }
        }
        return entities.build();
    }

    private static Object[] key(FeatureSource rows, int row) {
        return rows.keyColumns().stream()
                .map(column -> requireNonNull(column.get(row)))
                .toArray();
    }

    /**
     * Return all rows of some entities, or nothing if several of them have too many; of one entity that has, those that happened last.
     *
     * @param entities as {@link #entities} gives them
     */
    public Optional<FeatureSource> history(Table entities, Instant asOf) {
        List<List<Object>> keys = IntStream.range(0, entities.rowCount())
                .mapToObj(row -> entities.row(row).values().stream()
                        .map(key -> requireNonNull(key))
                        .toList())
                .toList();
        Table rows = session.read(sql.history(keys, asOf, MOST + 1), source.table());
        return rows.rowCount() > MOST && keys.size() > 1 ? Optional.empty() : Optional.of(source.named(rows, names));
    }

    /** Return a text that is another one once the rows are others; lists, bytes and booleans are not looked at. */
    public String state() {
        Table state = session.read(sql.state(), source.table());
        return "%s rows, hash %s".formatted(state.row(0).get("n"), state.row(0).get("s"));
    }

    /** Return the last event timestamp, or nothing if no row has one. */
    public Optional<Instant> lastEvent() {
        return Optional.ofNullable(
                (Instant) session.read(sql.lastEvent(), source.table()).row(0).get("e"));
    }

    /** Return how many entities have a row until an instant. */
    public long countOfIngested(Instant until) {
        return number(sql.countOfIngested(until));
    }

    /** Return how many rows until an instant are of no entity. */
    public long countOfNobody(Instant until) {
        return number(sql.ofNobody(until, true));
    }

    /** Return the keys of some of the rows that are of no entity. */
    public Table ofNobody(Instant until) {
        Table read = session.read(sql.ofNobody(until, false), source.table());
        Table keys = Table.builder().build();
        int i = 0;
        for (Field key : source.view().joinKeys()) {
            keys = keys.with(source.view().columnOf(key.name()), read.column("c" + i++));
        }
        return keys;
    }

    private long number(String query) {
        return ((Number) requireNonNull(
                        session.read(query, source.table()).row(0).get("n")))
                .longValue();
    }

    /** Return the source. */
    public EngineSource source() {
        return source;
    }

    /** Disconnect. */
    @Override
    public void close() {
        session.close();
    }
}
