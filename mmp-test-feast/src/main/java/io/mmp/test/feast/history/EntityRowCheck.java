package io.mmp.test.feast.history;

import static java.util.stream.Collectors.joining;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.engine.SqlWriter;
import io.mmp.test.feast.history.SourceColumns.Pair;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts in an engine how often each entity row was asked for and returned, and fetches some rows of which both numbers differ, which the local
 * oracle counts again.
 *
 * <p>The columns of its queries: {@code k0..} what both tables have, in a form that can be grouped by, {@code c0..} what is fetched, as it is.
 */
final class EntityRowCheck {

    /** So many different rows of each cause are fetched, and each so often. */
    static final int SHOWN = 25;

    private static final int MOST_OF_ONE = 50;

    private final EngineSession session;
    private final TrainingSet set;
    private final EngineTable entities;
    private final List<EngineColumn> training;
    private final List<Pair> pairs;
    private int shown = SHOWN;

    EntityRowCheck(EngineSession session, TrainingSet set, EngineTable entities) {
        this.session = session;
        this.set = set;
        this.entities = entities;
        this.training = session.columns(set.table());
        this.pairs = session.columns(entities).stream()
                .map(column -> SourceColumns.pair(
                        session.writer(),
                        "Column",
                        SourceColumns.find(set.table(), training, column.name()),
                        column.name(),
                        column,
                        column.name(),
                        "the entity rows"))
                .toList();
    }

    /** Fetch so many different rows of each cause. */
    EntityRowCheck withExamples(int number) {
        shown = number;
        return this;
    }

    RowFindings find(List<EngineSource> sources, Visibility visibility) {
        requireQuestion(sources);
        Table counted = session.read(
                "SELECT %s AS dropped, %s AS extra FROM (%s) g"
                        .formatted(sum("g.asked - g.returned"), sum("g.returned - g.asked"), groups()),
                set.subject());
        Map<FaultCause, Long> counts = new EnumMap<>(FaultCause.class);
        put(counts, FaultCause.DROPPED, counted.column("dropped").getLong(0));
        put(counts, FaultCause.EXTRA, counted.column("extra").getLong(0));
        if (counts.isEmpty()) {
            return RowFindings.NONE;
        }
        Table groups = session.read(
                "SELECT CAST(p.asked AS BIGINT) AS asked, CAST(p.returned AS BIGINT) AS returned FROM (%s) p"
                        .formatted(picked()),
                set.subject());
        Table asked = fetch(
                entities,
                Pair::source,
                Pair::training,
                "p.asked - p.returned",
                pairs.stream().map(Pair::source).toList());
        Table returned =
                fetch(set.table(), Pair::training, Pair::source, "p.returned - p.asked", returnedColumns(sources));
        List<FeatureSource> rows = sources.stream()
                .map(source -> source.from(featureRows(source, asked, visibility)))
                .toList();
        List<RowFault> faults = RowFindings.faults(set, asked, returned, sources, rows, visibility);
        requireAgreement(groups, faults);
        return new RowFindings(counts, faults);
    }

    /** Refuse what the local oracle refuses of entity rows, also where it is not asked. */
    private void requireQuestion(List<EngineSource> sources) {
        TableBuilder columns = Table.builder();
        pairs.forEach(pair -> columns.column(name(pair.source()), pair.source().type()));
        set.retrieval(columns.build())
                .with(sources.stream().map(EngineSource::shape).toArray(FeatureSource[]::new))
                .requireDistinctNames();
    }

    private static void put(Map<FaultCause, Long> counts, FaultCause cause, long count) {
        if (count > 0) {
            counts.put(cause, count);
        }
    }

    private static String sum(String surplus) {
        return "CAST(COALESCE(SUM(CASE WHEN %1$s > 0 THEN %1$s ELSE 0 END), 0) AS BIGINT)".formatted(surplus);
    }

    /** Return the rows that are not as often in both tables, each once. */
    private String groups() {
        String keys = keys("u");
        return "SELECT %1$s, SUM(u.asked) AS asked, SUM(u.returned) AS returned FROM (SELECT %2$s, 1 AS asked, 0 AS returned FROM %3$s UNION ALL SELECT %4$s, 0 AS asked, 1 AS returned FROM %5$s) u GROUP BY %1$s HAVING SUM(u.asked) <> SUM(u.returned)"
                .formatted(
                        keys,
                        forms(Pair::source, Pair::training),
                        session.from(entities, "r"),
                        forms(Pair::training, Pair::source),
                        session.from(set.table(), "r"));
    }

    /** Return some of those, first the rows that are there least often; each query that asks for them gets the same. */
    private String picked() {
        String isDropped = "CASE WHEN g.asked > g.returned THEN 1 ELSE 0 END";
        return "SELECT * FROM (SELECT g.*, %1$s AS dropped, ROW_NUMBER() OVER (PARTITION BY %1$s ORDER BY g.asked + g.returned, %2$s) AS place FROM (%3$s) g) n WHERE n.place <= %4$s"
                .formatted(isDropped, keys("g"), groups(), shown);
    }

    /** Fetch all rows of small groups, and of others so many that the surplus shows, as far as there is room. */
    private Table fetch(
            EngineTable table,
            Function<Pair, EngineColumn> own,
            Function<Pair, EngineColumn> other,
            String surplus,
            List<EngineColumn> columns) {
        SqlWriter sql = session.writer();
        String cells =
                IntStream.range(0, columns.size()).mapToObj(i -> ", s.c" + i).collect(joining());
        String raw = IntStream.range(0, columns.size())
                .mapToObj(i -> ", %s AS c%s".formatted(sql.column("r", columns.get(i)), i))
                .collect(joining());
        String same = IntStream.range(0, pairs.size())
                .mapToObj(i -> sql.isSame("s.k" + i, "p.k" + i))
                .collect(joining(" AND "));
        // A bound of each row, because DuckDB 1.5 makes of a number of rows that is limited for all a choice of the
        // first ones, in which
        // -0.0 becomes 0.0.
        String most =
                "CASE WHEN p.asked + p.returned <= %1$s OR %2$s >= %1$s THEN %1$s WHEN %2$s > 0 THEN %2$s + 1 ELSE 1 END"
                        .formatted(MOST_OF_ONE, surplus);
        Table read = session.read(
                "SELECT * FROM (SELECT ROW_NUMBER() OVER (PARTITION BY p.dropped, p.place ORDER BY p.place) AS again, %s AS most%s FROM (SELECT %s%s FROM %s) s INNER JOIN (%s) p ON %s) f WHERE f.again <= f.most"
                        .formatted(most, cells, forms(own, other), raw, session.from(table, "r"), picked(), same),
                table);
        Table named = Table.builder().build();
        for (int i = 0; i < columns.size(); i++) {
            named = named.with(name(columns.get(i)), read.column("c" + i));
        }
        return named;
    }

    /** Return the name that the question has for a column of either table, whose letters an engine may fold. */
    private String name(EngineColumn column) {
        return Stream.concat(
                        set.judgedColumns(set.sources()).stream(),
                        pairs.stream().map(Pair::name))
                .filter(column.name()::equalsIgnoreCase)
                .findFirst()
                .orElse(column.name());
    }

    private List<EngineColumn> returnedColumns(List<EngineSource> sources) {
        List<String> judged = set.judgedColumns(sources);
        return training.stream()
                .filter(column -> Stream.concat(judged.stream(), pairs.stream().map(Pair::name))
                        .anyMatch(column.name()::equalsIgnoreCase))
                .toList();
    }

    /** Fetch the feature rows of the entities of rows that were dropped, by which their right answer is told. */
    private Table featureRows(EngineSource source, Table asked, Visibility visibility) {
        RowsSql sql = RowsSql.of(session, set, source, visibility, 1);
        List<Pair> keys = sql.columns().keys();
        Table examples = Table.builder().build();
        for (int i = 0; i < keys.size(); i++) {
            examples = examples.with("rk" + i, asked.column(keys.get(i).name()));
        }
        return new FeatureRows(
                        session, source, sql, FeatureRows.examples(sql, examples, asked.column(set.eventTimestamp())))
                .rows();
    }

    private void requireAgreement(Table groups, List<RowFault> faults) {
        long expected = 0;
        for (int row = 0; row < groups.rowCount(); row++) {
            long asked = groups.column("asked").getLong(row);
            long returned = groups.column("returned").getLong(row);
            boolean isOnBothSides = asked > 0 && returned > 0;
            expected += Math.min(Math.abs(asked - returned), isOnBothSides ? MOST_OF_ONE - 1 : MOST_OF_ONE);
        }
        if (expected != faults.size()) {
            List<String> rows = new ArrayList<>(
                    List.of("the engine counts %s rows that were dropped or are extra, the local oracle %s"
                            .formatted(expected, faults.size())));
            faults.forEach(fault -> rows.add(fault.line()));
            throw new OracleDisagreementError(session.product(), set, rows);
        }
    }

    private String forms(Function<Pair, EngineColumn> own, Function<Pair, EngineColumn> other) {
        SqlWriter sql = session.writer();
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> "%s AS k%s"
                        .formatted(
                                sql.form(
                                        pairs.get(i).form(),
                                        sql.column("r", own.apply(pairs.get(i))),
                                        own.apply(pairs.get(i)),
                                        other.apply(pairs.get(i))),
                                i))
                .collect(joining(", "));
    }

    private String keys(String alias) {
        return IntStream.range(0, pairs.size()).mapToObj(i -> alias + ".k" + i).collect(joining(", "));
    }
}
