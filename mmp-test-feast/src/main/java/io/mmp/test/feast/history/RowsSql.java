package io.mmp.test.feast.history;

import static java.util.stream.Collectors.joining;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.Form;
import io.mmp.test.engine.SqlWriter;
import io.mmp.test.feast.history.SourceColumns.Pair;
import io.mmp.test.feast.history.Visibility.Clock;
import io.mmp.test.table.Timestamps;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Writes the two tables of a point-in-time join, both with the same columns: training rows, and feature rows of one source.
 *
 * <p>The columns of its queries: {@code k0..} join keys, {@code x0..} features, both in a {@link Form} or as they are, {@code t} event timestamp of a
 * training row, {@code e} and {@code c} event and created timestamp of a feature row, {@code v} when it becomes visible, {@code p} the pair of
 * {@code e} and {@code c}, all as numbers.
 *
 * @param training what stands for the training set behind FROM, with the alias r
 * @param source what stands for the feature rows behind FROM, with the alias r
 * @param oneEntityIn of how many entities one is looked at
 */
record RowsSql(
        SqlWriter sql, SourceColumns columns, Visibility visibility, String training, String source, int oneEntityIn) {

    private static final long ALWAYS = Visibility.EVENT_TIME.asOf();

    /** Write the tables of a training set and of one of its sources. */
    static RowsSql of(
            EngineSession session, TrainingSet set, EngineSource source, Visibility visibility, int oneEntityIn) {
        return new RowsSql(
                session.writer(),
                SourceColumns.of(session, set, source),
                visibility,
                session.from(set.table(), "r"),
                session.from(source.table(), "r"),
                oneEntityIn);
    }

    /** Tell whether a sample of the entities is taken. */
    boolean isSample() {
        return oneEntityIn > 1 && !columns.keys().isEmpty();
    }

    /** Return the training rows; those of a sample of the entities, if one is taken. */
    String trainingRows(IntFunction<String> cell) {
        return trainingRows(cell, "");
    }

    /**
     * Return the training rows, with more columns.
     *
     * @param more the others, each with a comma before it
     */
    String trainingRows(IntFunction<String> cell, String more) {
        return "SELECT %s%s AS t%s%s FROM %s%s"
                .formatted(
                        keyForms("r", Pair::training, Pair::source),
                        number("r", columns.timestamp()),
                        IntStream.range(0, columns.features().size())
                                .mapToObj(i -> ", %s AS x%s".formatted(cell.apply(i), i))
                                .collect(joining()),
                        more,
                        training,
                        sampled("r", Pair::training, Pair::source, " WHERE "));
    }

    /** Return the feature rows that have a key and an event timestamp, and are visible at all. */
    String featureRows(IntFunction<String> sourceCell, String condition) {
        boolean isKnowledge = visibility.clock() == Clock.KNOWLEDGE && columns.created() != null;
        String cells = cells("s");
        return "SELECT %ss.e, s.c, %s AS p, %s AS v%s FROM (SELECT %s%s AS e, %s AS c%s FROM %s WHERE %s%s IS NOT NULL%s) s%s"
                .formatted(
                        keyList("s"),
                        columns.created() == null ? "s.e" : sql.pair("s.e", "s.c"),
                        isKnowledge ? "CASE WHEN s.c > s.e THEN s.c ELSE s.e END" : "s.e",
                        cells,
                        keyForms("r", Pair::source, Pair::training),
                        number("r", columns.event()),
                        columns.created() == null
                                ? SqlWriter.NEVER
                                : "COALESCE(%s, %s)".formatted(number("r", columns.created()), SqlWriter.NEVER),
                        IntStream.range(0, columns.features().size())
                                .mapToObj(i -> ", %s AS x%s".formatted(sourceCell.apply(i), i))
                                .collect(joining()),
                        source,
                        columns.keys().stream()
                                .map(key -> sql.column("r", key.source()) + " IS NOT NULL AND ")
                                .collect(joining()),
                        sql.column("r", columns.event()),
                        sampled("r", Pair::source, Pair::training, " AND "),
                        condition);
    }

    /** Return the condition on feature rows that hides what no training row may see. */
    String visible() {
        StringBuilder condition = new StringBuilder(" WHERE 1 = 1");
        if (isLimited()) {
            condition.append(" AND s.c > ").append(SqlWriter.NEVER);
        }
        if (visibility.asOf() != ALWAYS) {
            condition.append(" AND s.e <= ").append(asOf());
            if (columns.created() != null) {
                condition.append(" AND s.c <= ").append(asOf());
            }
        }
        return condition.toString();
    }

    /** Tell whether the created timestamp hides rows. */
    boolean isLimited() {
        return columns.created() != null && (visibility.clock() == Clock.KNOWLEDGE || visibility.asOf() != ALWAYS);
    }

    String asOf() {
        return SqlWriter.number(Timestamps.instant(visibility.asOf()), isInNanos());
    }

    boolean isInNanos() {
        return sql.isInNanos(columns.timestamps());
    }

    String number(Duration duration) {
        return SqlWriter.number(duration, isInNanos());
    }

    String number(String alias, EngineColumn column) {
        String cell = sql.column(alias, column);
        return isInNanos() ? sql.nanos(cell, column) : sql.micros(cell, column);
    }

    private String sampled(
            String alias, Function<Pair, EngineColumn> own, Function<Pair, EngineColumn> other, String before) {
        if (!isSample()) {
            return "";
        }
        List<String> forms = columns.keys().stream()
                .map(key -> sql.hashed(key.form(), sql.column(alias, own.apply(key)), own.apply(key), other.apply(key)))
                .toList();
        return "%s%s = 0".formatted(before, sql.bucket(forms, oneEntityIn));
    }

    private String keyForm(
            Pair key, String alias, Function<Pair, EngineColumn> own, Function<Pair, EngineColumn> other) {
        return sql.form(key.form(), sql.column(alias, own.apply(key)), own.apply(key), other.apply(key));
    }

    private String keyForms(String alias, Function<Pair, EngineColumn> own, Function<Pair, EngineColumn> other) {
        return IntStream.range(0, columns.keys().size())
                .mapToObj(i -> "%s AS k%s, ".formatted(keyForm(columns.keys().get(i), alias, own, other), i))
                .collect(joining());
    }

    /** Return a feature of the training set as it is. */
    String plain(int feature) {
        return sql.column("r", columns.features().get(feature).training());
    }

    String plainOfSource(int feature) {
        return sql.column("r", columns.features().get(feature).source());
    }

    /** Return a feature of the training set in a form that can be grouped by. */
    String form(int feature) {
        Pair pair = columns.features().get(feature);
        return sql.form(pair.form(), plain(feature), pair.training(), pair.source());
    }

    String formOfSource(int feature) {
        Pair pair = columns.features().get(feature);
        return sql.form(pair.form(), plainOfSource(feature), pair.source(), pair.training());
    }

    String sameKeys(String one, String other) {
        return columns.keys().isEmpty()
                ? "1 = 1"
                : IntStream.range(0, columns.keys().size())
                        .mapToObj(i -> "%1$s.k%3$s = %2$s.k%3$s".formatted(one, other, i))
                        .collect(joining(" AND "));
    }

    /** Return the keys, each with a comma behind it. */
    String keyList(String alias) {
        return IntStream.range(0, columns.keys().size())
                .mapToObj(i -> alias + ".k" + i + ", ")
                .collect(joining());
    }

    /** Return the features, each with a comma before it. */
    String cells(String alias) {
        return IntStream.range(0, columns.features().size())
                .mapToObj(i -> ", " + alias + ".x" + i)
                .collect(joining());
    }

    /** Return nulls in place of the features, each with a comma before it. */
    String noCells() {
        return IntStream.range(0, columns.features().size())
                .mapToObj(i -> ", NULL AS x" + i)
                .collect(joining());
    }

    /** Return the partition of a window by entities, and more. */
    String partition(String alias, String more) {
        String by = keyList(alias) + more;
        return by.isEmpty() ? "" : "PARTITION BY %s ".formatted(by.replaceAll(", $", ""));
    }
}
