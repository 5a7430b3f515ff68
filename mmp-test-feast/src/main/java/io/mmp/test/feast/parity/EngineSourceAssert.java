package io.mmp.test.feast.parity;

import io.mmp.test.engine.EngineException;
import io.mmp.test.feast.history.EngineSource;
import io.mmp.test.feast.history.LatestRows;
import io.mmp.test.feast.online.OnlineException;
import io.mmp.test.feast.view.Required;
import io.mmp.test.table.TableException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what an online store serves of a feature view whose rows are in an engine: the engine finds the row of each entity that
 * counts, and its ranges of keys are compared one after the other, by the rules and with the report of {@link OnlineAssert}.
 *
 * <p>The examples below are about a driver whose trips were 3 from nine o'clock on and 5 from eleven o'clock on.
 *
 * @since 0.1.0
 */
public class EngineSourceAssert extends AbstractAssert<EngineSourceAssert, EngineSource> {

    /** Makes such assertions of what AssertJ navigates to, as in {@code assertThat(object).asInstanceOf(ENGINE_SOURCE)}. */
    public static final InstanceOfAssertFactory<EngineSource, EngineSourceAssert> ENGINE_SOURCE =
            new InstanceOfAssertFactory<>(EngineSource.class, EngineSourceAssert::new);

    private static final int RANGE = 10_000;

    private final Allowance allowance = new Allowance();
    private ParityRules rules = ParityRules.strict();
    private int range = RANGE;
    private @Nullable Path checkpoint;
    private @Nullable Instant until;
    private Consumer<String> progress =
            line -> System.getLogger(EngineSourceAssert.class.getName()).log(System.Logger.Level.INFO, line);

    /** Start assertions on a view in an engine; tests use {@code FeastAssertions.assertThat}, AssertJ's soft assertions this. */
    public EngineSourceAssert(@Nullable EngineSource actual) {
        super(actual, EngineSourceAssert.class);
    }

    /**
     * Compare from now on by other rules than the strict ones.
     *
     * <pre>{@code
     * // 4 trips are served at noon
     * ParityRules rules = ParityRules.strict().withTolerance("stats:trips", Tolerance.absolute(1));
     * assertThat(rows).using(rules).isServedBy(feast::online, NOON); // passes
     * assertThat(rows).isServedBy(feast::online, NOON); // fails
     * }</pre>
     *
     * @throws IllegalArgumentException if the rules are null
     */
    public EngineSourceAssert using(ParityRules otherRules) {
        rules = Required.given(otherRules, "The rules to compare by");
        return this;
    }

    /**
     * Read from now on the rows of so many entities at once, rather than of 10,000: more cost memory here, fewer cost the engine a search each.
     *
     * @throws IllegalArgumentException if there are none
     */
    public EngineSourceAssert usingRangesOf(int entities) {
        if (entities < 1) {
            throw new IllegalArgumentException("A range needs an entity, but this has " + entities + ".");
        }
        range = entities;
        return this;
    }

    /**
     * Keep what is done in this file after each range, and go on from there if it is there already, in ranges of the same size or of
     * another one. It is deleted once all is compared.
     *
     * <p>It holds data as plain text: the last key that was compared, and keys and values of the mismatches that the report will show. Where
     * files have POSIX permissions its owner alone can read it; name a directory in which such data may be.
     *
     * @throws IllegalArgumentException if the file is null
     */
    public EngineSourceAssert usingCheckpoint(Path file) {
        checkpoint = Required.given(file, "The file of the checkpoint");
        return this;
    }

    /**
     * Tell this how far it is, at most once a second, rather than the log; such as {@code reporter::publishEntry} of JUnit's {@code TestReporter}.
     *
     * @throws IllegalArgumentException if the listener is null
     */
    public EngineSourceAssert usingProgress(Consumer<String> listener) {
        progress = Required.given(listener, "The listener to progress");
        return this;
    }

    /**
     * Expect in {@link #arrivedIn} from now on what has an event timestamp of at most this, rather than everything.
     *
     * @throws IllegalArgumentException if the instant is null
     */
    public EngineSourceAssert materializedUntil(Instant instant) {
        until = Required.given(instant, "The end of what was materialized");
        return this;
    }

    /**
     * Allow in {@link #arrivedIn} from now on this many values or rows more, at most, to be missing or wrong.
     *
     * <pre>{@code
     * // 3 trips are served
     * assertThat(rows).allowing(1, "lost by the broker on Monday").arrivedIn(feast::online); // passes
     * assertThat(rows).arrivedIn(feast::online); // fails: stale value
     * }</pre>
     *
     * @param reason why they are; it stands in the message if there are more
     * @throws IllegalArgumentException if the count is less than one, or the reason is null or blank
     */
    public EngineSourceAssert allowing(int count, String reason) {
        allowance.add(count, reason);
        return this;
    }

    /**
     * Verify that an online store serves of each entity of the table what it should, had everything until an instant been materialized, as
     * {@link OnlineAssert#agreesWith(Instant, io.mmp.test.feast.view.FeatureSource...)} does for rows that are here.
     *
     * <pre>{@code
     * assertThat(rows).isServedBy(feast::online, NOON); // passes with 5 trips of 11:00
     * assertThat(rows).isServedBy(feast::online, NOON); // fails with 3 trips of 9:00: stale value
     * }</pre>
     *
     * @param asOf the end of what was materialized
     * @throws EngineException if the engine cannot be asked, or the table changed meanwhile
     * @throws OnlineException if the online store does not answer
     * @throws TableException if there is nothing to compare, a column cannot be, or the checkpoint is of another comparison
     * @throws IllegalArgumentException if one of them is null
     */
    public EngineSourceAssert isServedBy(OnlineLookup online, Instant asOf) {
        isNotNull();
        Required.given(online, "The online store to ask");
        Required.given(asOf, "The instant to compare as of");
        try (LatestRows rows = LatestRows.open(actual)) {
            ParityReport report = reported(new StreamedComparison(rows, online, settings(), asOf, false));
            if (!report.agrees()) {
                failWithMessage("%s", ParityText.failure(report));
            }
            return this;
        }
    }

    /**
     * Verify that an online store has the last row of each entity of the table, in type and value, however old it is, as {@link
     * IngestionAssert#arrivedIn(io.mmp.test.feast.online.OnlineFeatures)} does for rows that are here.
     *
     * <pre>{@code
     * assertThat(rows).arrivedIn(feast::online); // passes with 5 trips
     * assertThat(rows).arrivedIn(feast::online); // fails with 3 trips: stale value
     * }</pre>
     *
     * @throws EngineException if the engine cannot be asked, or the table changed meanwhile
     * @throws OnlineException if the online store does not answer
     * @throws TableException if there is nothing to compare, a column cannot be, or the checkpoint is of another comparison
     * @throws IllegalArgumentException if the store is null
     */
    public EngineSourceAssert arrivedIn(OnlineLookup online) {
        isNotNull();
        Required.given(online, "The online store to ask");
        try (LatestRows rows = LatestRows.open(actual)) {
            Instant end = until != null
                    ? until
                    : rows.lastEvent()
                            .orElseThrow(() -> new TableException(
                                    "There is nothing to compare: no row of %s has an event timestamp."
                                            .formatted(actual.table())));
            ParityReport report = reported(new StreamedComparison(rows, online, settings(), end, true));
            allowance.failure(report).ifPresent(failure -> failWithMessage("%s", failure));
            return this;
        }
    }

    private StreamedComparison.Settings settings() {
        return new StreamedComparison.Settings(
                rules, range, checkpoint == null ? null : new Checkpoint(checkpoint), progress);
    }

    /** Run a comparison. The values of a test may contain what String.format would take for its own: no message of it is a format. */
    private ParityReport reported(StreamedComparison comparison) {
        ParityReport report = comparison.run();
        rules.reportDirectory().ifPresent(report::writeTo);
        return report;
    }
}
