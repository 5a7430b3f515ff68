package io.mmp.test.feast.history;

import static java.util.Objects.requireNonNull;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Generated questions about one view in one table, told apart by a key of their own, with answers of which many are wrong.
 *
 * @param view the view, with the number of the question as its first key
 * @param rows the feature rows of all questions
 * @param returned the training rows of all questions
 */
record GeneratedTrainingSet(FeatureView view, Table rows, Table returned) {

    private static final String QUESTION = "question";

    /** Make one for each view of the generator that is asked for. */
    static List<GeneratedTrainingSet> of(int questions, long seed, Visibility visibility, boolean isWidened) {
        List<FeatureView> views = QuestionGenerator.views();
        QuestionGenerator generator = new QuestionGenerator(seed);
        Random random = new Random(seed);
        Map<FeatureView, TableBuilder> rows = new LinkedHashMap<>();
        Map<FeatureView, TableBuilder> asked = new LinkedHashMap<>();
        for (long question = 0; question < questions; question++) {
            Retrieval retrieval = generator.next(views).join().retrieval();
            for (FeatureSource source : retrieval.sources()) {
                FeatureView view = source.view();
                append(
                        rows.computeIfAbsent(view, GeneratedTrainingSet::sourceTable),
                        question,
                        source.rows(),
                        names(view));
                append(
                        asked.computeIfAbsent(view, GeneratedTrainingSet::askedTable),
                        question,
                        retrieval.entityRows(),
                        askedNames(source));
                question += 1_000_000; // the other source of a question is another one
            }
            question %= 1_000_000;
        }
        List<GeneratedTrainingSet> sets = new ArrayList<>();
        asked.forEach((view, table) -> sets.add(answered(
                keyed(view), requireNonNull(rows.get(view)).build(), table.build(), visibility, random, isWidened)));
        return sets;
    }

    private static FeatureView keyed(FeatureView view) {
        List<Field> keys = new ArrayList<>(List.of(Field.of(QUESTION, ValueType.INT64)));
        keys.addAll(view.joinKeys());
        return view.withJoinKeys(keys);
    }

    private static List<String> names(FeatureView view) {
        return new ArrayList<>(view.sourceColumns().keySet());
    }

    private static List<String> askedNames(FeatureSource source) {
        List<String> names = new ArrayList<>();
        source.view().joinKeys().forEach(key -> names.add(source.entityColumn(key)));
        names.add("event_timestamp");
        return names;
    }

    private static TableBuilder sourceTable(FeatureView view) {
        TableBuilder table = Table.builder().column(QUESTION, ValueType.INT64);
        view.sourceColumns().forEach(table::column);
        return table;
    }

    private static TableBuilder askedTable(FeatureView view) {
        TableBuilder table = Table.builder().column(QUESTION, ValueType.INT64);
        view.joinKeys().forEach(key -> table.column(key.name(), key.type()));
        return table.column("event_timestamp", ValueType.UNIX_TIMESTAMP);
    }

    private static void append(TableBuilder table, long question, Table rows, List<String> names) {
        for (int row = 0; row < rows.rowCount(); row++) {
            List<@Nullable Object> cells = new ArrayList<>();
            cells.add(question);
            for (String name : names) {
                cells.add(rows.column(name).get(row));
            }
            table.row(cells.toArray());
        }
    }

    private static GeneratedTrainingSet answered(
            FeatureView view, Table rows, Table asked, Visibility visibility, Random random, boolean isWidened) {
        FeatureSource source = view.from(rows);
        Table right =
                PointInTimeJoin.of(Retrieval.of(asked).with(source), visibility).run();
        FeatureHistory history = new FeatureHistory(source);
        List<Column> keys =
                view.joinKeys().stream().map(key -> asked.column(key.name())).toList();
        int[] groups = history.keys().groupsOf(keys, asked.rowCount());
        TableBuilder table = Table.builder();
        for (String name : asked.columnNames()) {
            table.column(name, asked.column(name).type());
        }
        for (Field feature : view.features()) {
            table.column(feature.name(), isWidened ? widened(feature.type()) : feature.type());
        }
        for (int row = 0; row < asked.rowCount(); row++) {
            List<@Nullable Object> cells = new ArrayList<>(asked.row(row).values());
            int kind = random.nextInt(10);
            int origin = groups[row] < 0 || history.start(groups[row]) == history.end(groups[row])
                    ? -1
                    : history.row(history.start(groups[row])
                            + random.nextInt(history.end(groups[row]) - history.start(groups[row])));
            int changed = random.nextInt(view.features().size());
            for (int i = 0; i < view.features().size(); i++) {
                Field feature = view.features().get(i);
                Object cell = right.column(feature.name()).get(row);
                if (kind >= 5 && kind < 8 && origin >= 0) {
                    cell = source.column(feature.name()).get(origin);
                } else if (kind == 8 && i == changed) {
                    cell = random.nextBoolean() || origin < 0
                            ? null
                            : source.column(feature.name()).get(origin);
                } else if (kind == 9) {
                    cell = random.nextInt(4) > 0 || (cell instanceof Double number && number.isNaN()) ? null : cell;
                }
                cells.add(isWidened ? widen(cell) : cell);
            }
            table.row(cells.toArray());
            if (random.nextInt(10) == 0) {
                table.row(cells.toArray());
            }
        }
        return new GeneratedTrainingSet(view, rows, table.build());
    }

    private static ValueType widened(ValueType type) {
        return switch (type) {
            case INT32 -> ValueType.INT64;
            case FLOAT, INT64 -> ValueType.DOUBLE;
            default -> type;
        };
    }

    private static @Nullable Object widen(@Nullable Object cell) {
        if (cell instanceof Integer number) {
            return number.longValue();
        }
        return cell instanceof Float || cell instanceof Long ? ((Number) cell).doubleValue() : cell;
    }

    /** Return what the local oracle finds, of all features or of these. */
    List<ValueFault> faults(Visibility visibility, String... features) {
        List<String> names =
                new ArrayList<>(view.joinKeys().stream().map(Field::name).toList());
        names.add("event_timestamp");
        FeatureSource source = view.from(rows);
        HistoricalFeatures answer = Retrieval.of(returned.select(names))
                .with(features.length == 0 ? source : source.select(features))
                .returned(returned);
        return new SourceCheck(answer, answer.retrieval().sources().get(0), visibility).faults();
    }
}
