package io.mmp.test.feast.history;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.engine.Form;
import io.mmp.test.engine.SqlWriter;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a training set and one of its sources have in an engine, and how they are compared.
 *
 * @param timestamp the event timestamp of the training set
 * @param event that of the source
 * @param created the created timestamp of the source, or null
 * @param keys the join keys
 * @param features the features
 */
record SourceColumns(
        EngineColumn timestamp,
        EngineColumn event,
        @Nullable EngineColumn created,
        List<Pair> keys,
        List<Pair> features) {

    /**
     * A column of the training set and that of the source which it must agree with.
     *
     * @param name its name in the training set, as it was given
     * @param sourceName the column of the source, as it was given
     */
    record Pair(String name, EngineColumn training, String sourceName, EngineColumn source, Form form) {}

    static SourceColumns of(EngineSession session, TrainingSet set, EngineSource source) {
        FeatureSource shape = source.shape();
        FeatureView view = source.view();
        List<EngineColumn> training = session.columns(set.table());
        List<EngineColumn> rows = session.columns(source.table());
        List<Pair> keys = new ArrayList<>();
        view.joinKeys()
                .forEach(key -> keys.add(pair(
                        session.writer(),
                        "Join key",
                        find(set.table(), training, shape.entityColumn(key)),
                        shape.entityColumn(key),
                        find(source.table(), rows, view.columnOf(key.name())),
                        view.columnOf(key.name()),
                        "the source")));
        for (Pair key : keys) {
            if (!key.training().type().isJoinableWith(key.source().type())
                    || key.training().type() == ValueType.BYTES) {
                throw refused(
                        "Join key",
                        key.name(),
                        key.training().type(),
                        key.source().type(),
                        source.table());
            }
        }
        List<Pair> features = shape.features().stream()
                .map(feature -> pair(
                        session.writer(),
                        "Feature",
                        find(set.table(), training, set.columnOf(source, feature)),
                        set.columnOf(source, feature),
                        find(source.table(), rows, view.columnOf(feature)),
                        view.columnOf(feature),
                        "the source"))
                .toList();
        return new SourceColumns(
                timestamp(session, set.table(), training, set.eventTimestamp()),
                timestamp(session, source.table(), rows, view.columnOf(view.eventTimestamp())),
                view.createdTimestamp()
                        .map(created -> timestamp(session, source.table(), rows, view.columnOf(created)))
                        .orElse(null),
                keys,
                features);
    }

    List<EngineColumn> timestamps() {
        return Stream.concat(Stream.of(timestamp, event), Stream.ofNullable(created))
                .toList();
    }

    static EngineColumn timestamp(EngineSession session, EngineTable table, List<EngineColumn> columns, String name) {
        EngineColumn column = find(table, columns, name);
        requireRead(session.writer(), column);
        if (column.type() != ValueType.UNIX_TIMESTAMP) {
            throw new TableException("The timestamp '%s' of %s must be UNIX_TIMESTAMP, but is %s (%s)."
                    .formatted(name, table, column.type(), column.sqlType()));
        }
        return column;
    }

    /** Find a column by its name, or by the only one that differs in the case of its letters: engines fold it, each in its way. */
    static EngineColumn find(EngineTable table, List<EngineColumn> columns, String name) {
        List<EngineColumn> alike = columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .toList();
        return alike.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .or(() -> alike.stream().filter(column -> alike.size() == 1).findFirst())
                .orElseThrow(() -> new TableException("There is no column '%s' in %s; it has %s."
                        .formatted(
                                name,
                                table,
                                columns.stream().map(EngineColumn::name).toList())));
    }

    static Pair pair(
            SqlWriter sql,
            String what,
            EngineColumn training,
            String name,
            EngineColumn source,
            String sourceName,
            String where) {
        requireRead(sql, training);
        requireRead(sql, source);
        return new Pair(
                name,
                training,
                sourceName,
                source,
                Form.of(training.type(), source.type())
                        .orElseThrow(() -> refused(what, name, training.type(), source.type(), where)));
    }

    static void requireRead(SqlWriter sql, EngineColumn column) {
        sql.refusal(column).ifPresent(reason -> {
            throw new TableException(
                    "Column '%s' (%s) cannot be judged in the engine: %s. Convert it with Engine.query, or leave it out with EngineSource.select."
                            .formatted(column.name(), column.sqlType(), reason.replaceAll("\\.$", "")));
        });
    }

    private static TableException refused(
            String what, String name, ValueType training, ValueType source, Object where) {
        return new TableException(
                "%s '%s' is %s in the training set and %s in %s, which an engine does not compare exactly. Convert one of them with Engine.query, or leave it out with EngineSource.select."
                        .formatted(what, name, training, source, where));
    }
}
