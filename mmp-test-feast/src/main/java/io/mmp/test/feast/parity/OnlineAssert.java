package io.mmp.test.feast.parity;

import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.Offenders;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.Required;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what an online store returned.
 *
 * <p>A status is never believed: the value, its event timestamp and the status are judged together, and what contradicts itself is a
 * mismatch with the cause {@link Cause#FALSE_STATUS} or {@link Cause#EXPIRED}.
 *
 * <p>The examples below are about a driver whose trips were 3 from nine o'clock on and 5 from eleven o'clock on.
 *
 * @since 0.1.0
 */
public class OnlineAssert extends AbstractAssert<OnlineAssert, OnlineFeatures> {

    /** Makes such assertions of what AssertJ navigates to, as in {@code assertThat(object).asInstanceOf(ONLINE_FEATURES)}. */
    public static final InstanceOfAssertFactory<OnlineFeatures, OnlineAssert> ONLINE_FEATURES =
            new InstanceOfAssertFactory<>(OnlineFeatures.class, OnlineAssert::new);

    private ParityRules rules = ParityRules.strict();

    /** Start assertions on what an online store returned; tests use {@code FeastAssertions.assertThat}, AssertJ's soft assertions this. */
    public OnlineAssert(@Nullable OnlineFeatures actual) {
        super(actual, OnlineAssert.class);
    }

    /**
     * Compare from now on by other rules than the strict ones.
     *
     * <pre>{@code
     * // 4 trips are served at noon
     * ParityRules rules = ParityRules.strict().withTolerance("stats:trips", Tolerance.absolute(1));
     * assertThat(online).using(rules).agreesWith(NOON, source); // passes
     * assertThat(online).agreesWith(NOON, source); // fails
     * }</pre>
     *
     * @throws IllegalArgumentException if the rules are null
     */
    public OnlineAssert using(ParityRules otherRules) {
        rules = Required.given(otherRules, "The rules to compare by");
        return this;
    }

    /**
     * Verify that the values are those that the sources had at an instant, in type and value, and that event timestamps and statuses fit.
     *
     * <pre>{@code
     * assertThat(online).agreesWith(NOON, source); // passes with 5 trips of 11:00
     * assertThat(online).agreesWith(NOON, source); // fails with 3 trips of 9:00: stale value
     * }</pre>
     *
     * @param asOf the end of what was materialized
     * @throws TableException if an online feature is of none of the sources, or a feature of theirs was not read
     * @throws IllegalArgumentException if the instant or a source is null
     */
    public OnlineAssert agreesWith(Instant asOf, FeatureSource... sources) {
        isNotNull();
        Required.given(asOf, "The instant to compare as of");
        Required.allGiven(sources, "A source to compare with");
        return check(rules.compare(actual, asOf, sources));
    }

    /**
     * Verify that the values are those that an offline store returned for the same entities, in the types that the views declare.
     *
     * <pre>{@code
     * // 5 trips are served, and the driver was asked for at noon
     * assertThat(online).agreesWith(historical); // passes with 5 trips offline
     * assertThat(online).agreesWith(historical); // fails with 3 trips offline: wrong offline
     * }</pre>
     *
     * @param offline one row for each entity, whose event timestamp is the end of what was materialized
     * @throws TableException if an entity stands in two rows, an online feature is not among the historical ones, or the other way round
     * @throws IllegalArgumentException if the historical features are null
     */
    public OnlineAssert agreesWith(HistoricalFeatures offline) {
        isNotNull();
        return check(rules.compare(actual, Required.given(offline, "The historical features to compare with")));
    }

    private OnlineAssert check(ParityReport report) {
        rules.reportDirectory().ifPresent(report::writeTo);
        if (!report.agrees()) {
            // The values of a test may contain what String.format would take for its own.
            failWithMessage("%s", ParityText.failure(report));
        }
        return this;
    }

    /**
     * Verify that each value is of a row with an event timestamp at most this long before an instant.
     *
     * <pre>{@code
     * // 5 trips of 11:00 are served
     * assertThat(online).isNoOlderThan(Duration.ofHours(1), NOON); // passes
     * assertThat(online).isNoOlderThan(Duration.ofMinutes(59), NOON); // fails
     * }</pre>
     *
     * @throws TableException if no feature was read, or of no entity
     * @throws IllegalArgumentException if the age is null or negative, or the instant is null
     */
    public OnlineAssert isNoOlderThan(Duration age, Instant instant) {
        isNotNull();
        if (Required.given(age, "The greatest age").isNegative()) {
            throw new IllegalArgumentException("The greatest age must not be negative, but is " + age + ".");
        }
        Required.given(instant, "The instant to take the age at");
        if (actual.features().isEmpty()) {
            throw new TableException("There is nothing to judge: no feature was read online.");
        }
        Instant oldest = instant.minus(age);
        List<String> offenders = new ArrayList<>();
        actual.features()
                .keySet()
                .forEach(feature -> offenders.addAll(offenders(feature, served -> {
                    Instant timestamp = served.value().eventTimestamp();
                    if (!served.isTimed() || timestamp == null) {
                        return Optional.of("has no event timestamp");
                    }
                    return timestamp.isBefore(oldest)
                            ? Optional.of("is of %s, %s old".formatted(timestamp, Duration.between(timestamp, instant)))
                            : Optional.empty();
                })));
        return failOn("values at most %s old at %s".formatted(age, instant), offenders);
    }

    /**
     * Verify that the store says this of each value of a feature, and that value and event timestamp do not refute it.
     *
     * <pre>{@code
     * // 5 trips of 11:00 are served
     * assertThat(online).hasStatus("stats:trips", FeatureStatus.PRESENT); // passes
     * assertThat(online).hasStatus("stats:trips", FeatureStatus.NOT_FOUND); // fails
     * }</pre>
     *
     * @throws TableException if the feature was not read, or of no entity
     * @throws IllegalArgumentException if the feature or the status is null
     */
    public OnlineAssert hasStatus(String feature, FeatureStatus status) {
        isNotNull();
        Required.given(feature, "The name of the feature");
        Required.given(status, "The status to expect");
        return failOn("status %s of '%s'".formatted(status, feature), offenders(feature, served -> {
            if (served.value().status() != status) {
                return Optional.of("is " + served);
            }
            return served.isStatusFalse() ? Optional.of("is %s, which is false".formatted(served)) : Optional.empty();
        }));
    }

    private List<String> offenders(String feature, Function<ServedValue, Optional<String>> fault) {
        List<OnlineValue> values = actual.features().get(feature);
        if (values == null) {
            throw new TableException("Feature '%s' was not read online, only %s."
                    .formatted(feature, actual.features().keySet()));
        }
        Table entities = actual.entityRows();
        if (entities.rowCount() == 0) {
            throw new TableException("There is nothing to judge: no entity was asked for online.");
        }
        List<String> offenders = new ArrayList<>();
        for (int entity = 0; entity < values.size(); entity++) {
            String key = ParityText.join(ParityText.key(entities, entities.columnNames(), entity));
            fault.apply(new ServedValue(values.get(entity)))
                    .ifPresent(words -> offenders.add("%s: %s %s".formatted(key, feature, words)));
        }
        return offenders;
    }

    private OnlineAssert failOn(String expectation, List<String> offenders) {
        if (!offenders.isEmpty()) {
            StringBuilder text = new StringBuilder("%nExpecting %s, but %s not:"
                    .formatted(expectation, offenders.size() == 1 ? "1 is" : offenders.size() + " are"));
            offenders.stream()
                    .limit(Offenders.SHOWN)
                    .forEach(line -> text.append("%n  ".formatted()).append(line));
            if (offenders.size() > Offenders.SHOWN) {
                text.append("%n  ... and %s more".formatted(offenders.size() - Offenders.SHOWN));
            }
            failWithMessage("%s", text);
        }
        return this;
    }
}
