package io.mmp.test.feast.parity;

import io.mmp.test.feast.online.OnlineException;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Cells;
import io.mmp.test.table.Table;
import io.mmp.test.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * An online store that is asked for the entities of a table in an engine, some of them at once.
 *
 * @param features what is asked for, {@code view:feature}
 * @param whereItStopped tells, should it not answer, what was compared before
 */
record AskedStore(OnlineLookup online, List<String> features, Supplier<String> whereItStopped) {

    /** So many entities are asked for at once. */
    private static final int ASKED = 1_000;

    static AskedStore of(OnlineLookup online, FeatureSource shape, Supplier<String> whereItStopped) {
        return new AskedStore(
                online,
                shape.features().stream()
                        .map(feature -> shape.name() + ":" + feature)
                        .toList(),
                whereItStopped);
    }

    /** Give the rows of a range of entities, in the order of their keys, in parts of as many as are asked for at once. */
    static void inParts(FeatureSource range, Consumer<FeatureSource> asked) {
        int from = 0;
        int count = range.rows().rowCount();
        while (from < count) {
            // Rows of one entity lie together; those that tie must not be parted.
            int to = Math.min(count, from + ASKED);
            while (to < count && isOfOneEntity(range, to - 1, to)) {
                to++;
            }
            Table part = range.rows().rows(IntStream.range(from, to).toArray());
            asked.accept(range.view().from(part).withName(range.name()));
            from = to;
        }
    }

    private static boolean isOfOneEntity(FeatureSource range, int row, int other) {
        return range.keyColumns().stream().allMatch(key -> Cells.same(key.get(row), key.get(other)));
    }

    /**
     * Ask for some entities.
     *
     * @throws OnlineException if the store does not answer, or answers for others
     */
    OnlineFeatures ask(Table entities) {
        OnlineFeatures served;
        try {
            served = online.read(entities, features.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw new OnlineException(
                    "The online store did not answer for %s, the first of which is %s: %s %s"
                            .formatted(
                                    Words.count(entities.rowCount(), "entity"),
                                    ParityText.join(ParityText.key(entities, entities.columnNames(), 0)),
                                    e.getMessage(),
                                    whereItStopped.get()),
                    e);
        }
        if (!served.entityRows().equals(entities)) {
            throw new OnlineException(
                    "The online store was asked for %s, and answered for others: return the features of the rows that are given, in their order."
                            .formatted(Words.count(entities.rowCount(), "entity")),
                    null);
        }
        return served;
    }

    /** Return what was answered for some of the entities. */
    static OnlineFeatures answerFor(OnlineFeatures served, int... entities) {
        Map<String, List<OnlineValue>> values = new LinkedHashMap<>();
        served.features()
                .forEach((feature, all) -> values.put(
                        feature, IntStream.of(entities).mapToObj(all::get).toList()));
        return OnlineFeatures.of(served.entityRows().rows(entities), values);
    }
}
