package io.mmp.test.feast.parity;

import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.Offenders;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on what an online store returned.
 *
 * <p>A status is never believed: the value, its event timestamp and the status are judged together, and what contradicts itself is a
 * mismatch with the cause {@link Cause#FALSE_STATUS} or {@link Cause#EXPIRED}.
 */
public class OnlineAssert extends AbstractAssert<OnlineAssert, OnlineFeatures> {

    private ParityRules rules = ParityRules.strict();

    /** Start assertions on what an online store returned, for AssertJ's soft assertions; others use {@link #of}. */
    protected OnlineAssert(OnlineFeatures actual) {
        super(actual, OnlineAssert.class);
    }

    /** Start assertions on what an online store returned. */
    public static OnlineAssert of(OnlineFeatures actual) {
        return new OnlineAssert(actual);
    }

    /** Compare from now on by other rules than the strict ones. */
    public OnlineAssert using(ParityRules otherRules) {
        rules = otherRules;
        return this;
    }

    /**
     * Verify that the values are those that the sources had at an instant, in type and value, and that event timestamps and statuses fit.
     *
     * @param asOf the end of what was materialized
     * @throws TableException if an online feature is of none of the sources, or a feature of theirs was not read
     */
    public OnlineAssert agreesWith(Instant asOf, FeatureSource... sources) {
        isNotNull();
        return check(rules.compare(actual, asOf, sources));
    }

    /**
     * Verify that the values are those that an offline store returned for the same entities, in the types that the views declare.
     *
     * @param offline one row for each entity, whose event timestamp is the end of what was materialized
     * @throws TableException if an entity stands in two rows, an online feature is not among the historical ones, or the other way round
     */
    public OnlineAssert agreesWith(HistoricalFeatures offline) {
        isNotNull();
        return check(rules.compare(actual, offline));
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
     * @throws TableException if no feature was read, or of no entity
     */
    public OnlineAssert isFresherThan(Duration age, Instant instant) {
        isNotNull();
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
     * @throws TableException if the feature was not read, or of no entity
     */
    public OnlineAssert hasStatus(String feature, FeatureStatus status) {
        isNotNull();
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
