package io.mmp.test.feast.parity;

import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on what became of the rows that were ingested into a feature view: all of them arrived, unless it is said how many did not. */
public class IngestionAssert extends AbstractAssert<IngestionAssert, FeatureSource> {

    private final List<String> reasons = new ArrayList<>();
    private ParityRules rules = ParityRules.strict();
    private @Nullable Instant until;
    private int allowed;

    /** Start assertions on ingested rows, for AssertJ's soft assertions; others use {@link #of}. */
    protected IngestionAssert(FeatureSource actual) {
        super(actual, IngestionAssert.class);
    }

    /** Start assertions on ingested rows. */
    public static IngestionAssert of(FeatureSource actual) {
        return new IngestionAssert(actual);
    }

    /** Compare values from now on by other rules than the strict ones. */
    public IngestionAssert using(ParityRules otherRules) {
        rules = otherRules;
        return this;
    }

    /** Expect online from now on what has an event timestamp of at most this, rather than everything. */
    public IngestionAssert materializedUntil(Instant instant) {
        until = instant;
        return this;
    }

    /**
     * Allow from now on this many values or rows more, at most and in each store, to be missing or wrong.
     *
     * @param reason why they are; it stands in the message if there are more
     */
    public IngestionAssert allowing(int count, String reason) {
        if (count < 1 || reason.isBlank()) {
            throw new IllegalArgumentException(
                    "Allowing %s exceptions needs a positive count and a reason, not '%s'.".formatted(count, reason));
        }
        allowed += count;
        reasons.add(count + " (" + reason + ")");
        return this;
    }

    /**
     * Verify that an offline store has the ingested rows and no others, in type and value. Rows are found by join keys, event timestamp
     * and, if there is one, created timestamp.
     *
     * @param offline all rows of the offline store, in columns named as in the source
     * @throws TableException if a column is not there, two rows have one key, or nothing was ingested
     */
    public IngestionAssert arrivedIn(Table offline) {
        isNotNull();
        FeatureView view = actual.view();
        List<String> keys = new ArrayList<>(
                view.joinKeys().stream().map(Field::name).map(view::columnOf).toList());
        keys.add(view.columnOf(view.eventTimestamp()));
        String created = view.createdTimestamp();
        if (created != null) {
            keys.add(view.columnOf(created));
        }
        List<String> columns = new ArrayList<>(keys);
        actual.features().stream().map(view::columnOf).forEach(columns::add);
        return check(rules.compare(actual.rows().select(columns), offline, keys.toArray(String[]::new)), "offline");
    }

    /**
     * Verify that an online store has the last row of each entity, in type and value, however old it is.
     *
     * @param online what it returned for all entities that were ingested
     * @throws TableException if a feature was not read, or nothing was ingested
     */
    public IngestionAssert andIn(OnlineFeatures online) {
        return arrivedIn(online);
    }

    /** Verify the same as {@link #andIn(OnlineFeatures)}, where the online store is the only one or the first. */
    public IngestionAssert arrivedIn(OnlineFeatures online) {
        isNotNull();
        FeatureView view = actual.view().withTtl(Duration.ZERO);
        FeatureSource rows =
                new FeatureSource(view, actual.rows(), actual.name(), actual.joinKeyMap(), actual.features());
        return check(
                OnlineComparison.withIngested(rules, online, rows, until == null ? last() : until)
                        .run(),
                "online");
    }

    private Instant last() {
        Column events = actual.eventColumn();
        return IntStream.range(0, events.size())
                .filter(row -> !events.isNull(row))
                .mapToLong(events::getTimestamp)
                .max()
                .stream()
                .mapToObj(Timestamps::instant)
                .findFirst()
                .orElseThrow(() -> new TableException(
                        "There is nothing to compare: no row was ingested into '%s'.".formatted(actual.name())));
    }

    private IngestionAssert check(ParityReport report, String store) {
        rules.reportDirectory().ifPresent(directory -> report.writeTo(directory.resolve(store)));
        boolean isAllWrong = report.wrong() == report.compared();
        if (report.wrong() > allowed || isAllWrong || !report.unjudged().isEmpty()) {
            String everything = isAllWrong && report.wrong() <= allowed ? ", but not that everything is wrong" : "";
            String more = reasons.isEmpty() ? "" : "%nAllowed: %s%s".formatted(String.join(", ", reasons), everything);
            // The values of a test may contain what String.format would take for its own.
            failWithMessage("%s%s", ParityText.failure(report), more);
        }
        return this;
    }
}
