package io.mmp.test.feast.parity;

import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.feast.view.Required;
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
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what became of the rows that were ingested into a feature view: all of them arrived, unless it is said how many did not.
 *
 * <p>The examples below are about a driver with 3 trips at nine o'clock and 5 trips at eleven o'clock.
 *
 * @since 0.1.0
 */
public class IngestionAssert extends AbstractAssert<IngestionAssert, FeatureSource> {

    /** Makes such assertions of what AssertJ navigates to, as in {@code assertThat(object).asInstanceOf(INGESTED_ROWS)}. */
    public static final InstanceOfAssertFactory<FeatureSource, IngestionAssert> INGESTED_ROWS =
            new InstanceOfAssertFactory<>(FeatureSource.class, IngestionAssert::new);

    private final Allowance allowance = new Allowance();
    private ParityRules rules = ParityRules.strict();
    private @Nullable Instant until;

    /** Start assertions on ingested rows; tests use {@code FeastAssertions.assertThat}, AssertJ's soft assertions this. */
    public IngestionAssert(@Nullable FeatureSource actual) {
        super(actual, IngestionAssert.class);
    }

    /**
     * Compare values from now on by other rules than the strict ones.
     *
     * <pre>{@code
     * // the offline store has the trips as doubles
     * assertThat(rows).using(ParityRules.strict().ignoringTypes()).arrivedIn(offline); // passes
     * assertThat(rows).arrivedIn(offline); // fails
     * }</pre>
     *
     * @throws IllegalArgumentException if the rules are null
     */
    public IngestionAssert using(ParityRules otherRules) {
        rules = Required.given(otherRules, "The rules to compare by");
        return this;
    }

    /**
     * Expect online from now on what has an event timestamp of at most this, rather than everything.
     *
     * <pre>{@code
     * // 3 trips are served
     * assertThat(rows).materializedUntil(TEN_O_CLOCK).arrivedIn(online); // passes
     * assertThat(rows).arrivedIn(online); // fails: stale value
     * }</pre>
     *
     * @throws IllegalArgumentException if the instant is null
     */
    public IngestionAssert materializedUntil(Instant instant) {
        until = Required.given(instant, "The end of what was materialized");
        return this;
    }

    /**
     * Allow from now on this many values or rows more, at most and in each store, to be missing or wrong.
     *
     * <pre>{@code
     * // the offline store has the row of nine o'clock alone
     * assertThat(rows).allowing(1, "lost by the broker on Monday").arrivedIn(offline); // passes
     * assertThat(rows).arrivedIn(offline); // fails: missing row
     * }</pre>
     *
     * @param reason why they are; it stands in the message if there are more
     * @throws IllegalArgumentException if the count is less than one, or the reason is null or blank
     */
    public IngestionAssert allowing(int count, String reason) {
        allowance.add(count, reason);
        return this;
    }

    /**
     * Verify that an offline store has the ingested rows and no others, in type and value. Rows are found by join keys, event timestamp
     * and, if there is one, created timestamp.
     *
     * <pre>{@code
     * assertThat(feast.source(view)).arrivedIn(feast.offline(view)); // passes with both rows
     * assertThat(feast.source(view)).arrivedIn(feast.offline(view)); // fails with 6 trips at eleven o'clock
     * }</pre>
     *
     * @param offline all rows of the offline store, in columns named as in the source
     * @throws TableException if a column is not there, two rows have one key, or nothing was ingested
     * @throws IllegalArgumentException if the table is null
     */
    public IngestionAssert arrivedIn(Table offline) {
        isNotNull();
        Required.given(offline, "The rows of the offline store");
        FeatureView view = actual.view();
        List<String> keys = new ArrayList<>(
                view.joinKeys().stream().map(Field::name).map(view::columnOf).toList());
        keys.add(view.columnOf(view.eventTimestamp()));
        view.createdTimestamp().map(view::columnOf).ifPresent(keys::add);
        List<String> columns = new ArrayList<>(keys);
        actual.features().stream().map(view::columnOf).forEach(columns::add);
        return check(rules.compare(actual.rows().select(columns), offline, keys.toArray(String[]::new)), "offline");
    }

    /**
     * Verify the same as {@link #arrivedIn(OnlineFeatures)}, after another store.
     *
     * <pre>{@code
     * assertThat(rows).arrivedIn(offline).andIn(online); // passes with 5 trips online
     * assertThat(rows).arrivedIn(offline).andIn(online); // fails with 3 trips online: stale value
     * }</pre>
     *
     * @param online what it returned for all entities that were ingested
     * @throws TableException if a feature was not read, or nothing was ingested
     * @throws IllegalArgumentException if the online features are null
     */
    public IngestionAssert andIn(OnlineFeatures online) {
        return arrivedIn(online);
    }

    /**
     * Verify that an online store has the last row of each entity, in type and value, however old it is.
     *
     * <pre>{@code
     * assertThat(rows).arrivedIn(online); // passes with 5 trips
     * assertThat(rows).arrivedIn(online); // fails with 3 trips: stale value
     * }</pre>
     *
     * @param online what it returned for all entities that were ingested
     * @throws TableException if a feature was not read, or nothing was ingested
     * @throws IllegalArgumentException if the online features are null
     */
    public IngestionAssert arrivedIn(OnlineFeatures online) {
        isNotNull();
        Required.given(online, "The features of the online store");
        FeatureSource rows = actual.withView(actual.view().withTtl(Duration.ZERO));
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
        // The values of a test may contain what String.format would take for its own.
        allowance.failure(report).ifPresent(failure -> failWithMessage("%s", failure));
        return this;
    }
}
