package io.mmp.test.feast.parity;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Table;
import io.mmp.test.table.Timestamps;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says which values an online store should return. */
interface Reference {

    /** Return the end of what has happened for an entity: a number of {@link Timestamps}. */
    long asOf(int entity);

    /** Return the right value of a feature for an entity. */
    @Nullable
    Object right(int entity, OnlineJudge judge, FeatureSource source, String feature);

    /** Tell whether an entity can be judged. */
    boolean has(int entity);

    /** Count entities that only one side has. */
    void countRows(Tally tally, Table entities);

    /** Return what it is, in words. */
    String describe(List<FeatureSource> sources);

    /**
     * The sources, had everything that happened until an instant been materialized.
     *
     * @param instant the instant
     */
    record Sources(Instant instant) implements Reference {

        @Override
        public long asOf(int entity) {
            return Timestamps.numberUntil(instant);
        }

        @Override
        public @Nullable Object right(int entity, OnlineJudge judge, FeatureSource source, String feature) {
            return judge.right(entity);
        }

        @Override
        public boolean has(int entity) {
            return true;
        }

        @Override
        public void countRows(Tally tally, Table entities) {
            // A source has no rows for entities, only for those that something happened to.
        }

        @Override
        public String describe(List<FeatureSource> sources) {
            return "the source of %s as of %s"
                    .formatted(sources.stream().map(FeatureSource::name).toList(), instant);
        }
    }
}
