package io.mmp.test.feast.parity;

import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.Required;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says when two values agree. {@link #strict()} rules ask for the same type and the same value, bit by bit; null, NaN and no row are three
 * different things. Widen them one by one, where a difference is known and why.
 *
 * <p>Texts of JSON are compared by structure, sets and the lists that are returned for them without order. Timestamps are compared to the
 * microsecond, those from an online store to the second, because its values have no more.
 *
 * <p>A value: the other methods return changed copies, or a report on two stores.
 *
 * @since 0.1.0
 */
public final class ParityRules {

    private static final ParityRules STRICT =
            new ParityRules(Map.of(), CellRule.Types.STRICT, null, new EnumMap<>(Cause.class), List.of(), null);

    private static final Set<ValueType> NUMBERS = EnumSet.of(
            ValueType.INT32,
            ValueType.INT64,
            ValueType.FLOAT,
            ValueType.DOUBLE,
            ValueType.DECIMAL,
            ValueType.VALUE_LIST,
            ValueType.VALUE_SET);

    private final Map<String, Tolerance> tolerances;
    private final CellRule.Types types;
    private final @Nullable ChronoUnit timestamps;
    private final Map<Cause, String> accepted;
    private final List<FeatureSource> history;
    private final @Nullable Path reportDirectory;

    private ParityRules(
            Map<String, Tolerance> tolerances,
            CellRule.Types types,
            @Nullable ChronoUnit timestamps,
            Map<Cause, String> accepted,
            List<FeatureSource> history,
            @Nullable Path reportDirectory) {
        this.tolerances = tolerances;
        this.types = types;
        this.timestamps = timestamps;
        this.accepted = accepted;
        this.history = history;
        this.reportDirectory = reportDirectory;
    }

    /** Return the rules that accept no difference. */
    public static ParityRules strict() {
        return STRICT;
    }

    /**
     * Return a copy that gives the numbers of this feature some tolerance.
     *
     * @throws IllegalArgumentException if one of them is null
     */
    public ParityRules withTolerance(String feature, Tolerance tolerance) {
        Map<String, Tolerance> all = new HashMap<>(tolerances);
        all.put(
                Required.given(feature, "The feature with a tolerance"),
                Required.given(tolerance, "The tolerance of a feature"));
        return new ParityRules(all, types, timestamps, accepted, history, reportDirectory);
    }

    /**
     * Return a copy that rounds timestamps down to this unit, at most days, before it compares them.
     *
     * @throws IllegalArgumentException if the unit is null or longer than a day
     */
    public ParityRules withTimestampsIn(ChronoUnit unit) {
        if (Required.given(unit, "The unit of timestamps").compareTo(ChronoUnit.DAYS) > 0) {
            throw new IllegalArgumentException("Timestamps can be compared in days at most, not in " + unit + ".");
        }
        return new ParityRules(tolerances, types, unit, accepted, history, reportDirectory);
    }

    /** Return a copy for which 5 and 5.0 agree: values count, whatever their types. */
    public ParityRules ignoringTypes() {
        return new ParityRules(tolerances, CellRule.Types.ANY, timestamps, accepted, history, reportDirectory);
    }

    /**
     * Return a copy that counts mismatches with this cause and reports them, but does not fail on them, unless they leave nothing of a
     * feature to judge.
     *
     * @param reason why it is right that they are there; it stands in the report
     * @throws IllegalArgumentException if the cause is null, or the reason null or blank
     */
    public ParityRules accepting(Cause cause, String reason) {
        Required.given(cause, "The cause to accept");
        if (Required.given(reason, "The reason to accept a cause").isBlank()) {
            throw new IllegalArgumentException("Accepting '%s' needs a reason.".formatted(cause));
        }
        Map<Cause, String> all = new EnumMap<>(accepted);
        all.put(cause, reason);
        return new ParityRules(tolerances, types, timestamps, all, history, reportDirectory);
    }

    /**
     * Return a copy that looks up wrong values of a table in these sources, to tell whether they are stale, of the future, or otherwise of
     * another row; an online store is always compared with a source.
     *
     * @throws IllegalArgumentException if one of them is null
     */
    public ParityRules withHistory(FeatureSource... sources) {
        Required.allGiven(sources, "A source to look up wrong values in");
        return new ParityRules(tolerances, types, timestamps, accepted, List.of(sources), reportDirectory);
    }

    /**
     * Return a copy with which an assertion writes its report, as {@link ParityReport#writeTo} does, whether or not it fails. Each report
     * has a name of its own, those of repeated tests and of other JVMs included.
     *
     * @throws IllegalArgumentException if the directory is null
     */
    public ParityRules writingReportsTo(Path directory) {
        Required.given(directory, "The directory of reports");
        return new ParityRules(tolerances, types, timestamps, accepted, history, directory);
    }

    /**
     * Compare the rows of two tables that have equal keys; their order does not matter.
     *
     * @param keys the columns that identify a row; all other columns of the expected table are compared
     * @throws TableException if a column is not there, a key stands in two rows of a table, or there is nothing to compare
     */
    public ParityReport compare(Table expected, Table actual, String... keys) {
        return new TableComparison(this, expected, actual, List.of(keys)).run();
    }

    /**
     * Compare what an online store returned with what it should return then, had everything been materialized until then.
     *
     * @param asOf the end of what has happened and is known
     * @throws TableException if an online feature is of none of the sources, or a feature of theirs was not read
     */
    public ParityReport compare(OnlineFeatures online, Instant asOf, FeatureSource... sources) {
        return OnlineComparison.withSources(this, online, asOf, List.of(sources))
                .run();
    }

    /**
     * Compare what an online store returned with what an offline store returned for the same entities.
     *
     * @param offline what it returned: one row for each entity, whose event timestamp is the end of what has happened
     * @throws TableException if an entity stands in two rows, an online feature is not among the historical ones, or the other way round
     */
    public ParityReport compare(OnlineFeatures online, HistoricalFeatures offline) {
        return OnlineComparison.withHistorical(this, online, offline).run();
    }

    /** Return the rule for a feature, whose timestamps are compared in this unit unless another was chosen. */
    CellRule ruleFor(String feature, ValueType type, ChronoUnit unit) {
        if (tolerances.containsKey(feature)
                && !NUMBERS.contains(type.elementType().orElse(type))) {
            throw new TableException(
                    "There is a tolerance for '%s', but it is %s, not a number.".formatted(feature, type));
        }
        return new CellRule(
                type,
                types,
                tolerances.getOrDefault(feature, Tolerance.exact()),
                Optional.ofNullable(timestamps).orElse(unit));
    }

    /** Check that a tolerance is for something that is compared. */
    void requireKnown(Collection<String> features) {
        for (String feature : tolerances.keySet()) {
            if (!features.contains(feature)) {
                throw new TableException(
                        "There is a tolerance for '%s', but the features are %s.".formatted(feature, features));
            }
        }
    }

    /** Return what they accept, in one line. */
    @Override
    public String toString() {
        return "tolerances %s, types %s, timestamps %s, accepted %s"
                .formatted(new TreeMap<>(tolerances), types, timestamps, new TreeMap<>(accepted));
    }

    Map<Cause, String> accepted() {
        return accepted;
    }

    List<FeatureSource> history() {
        return history;
    }

    Optional<Path> reportDirectory() {
        return Optional.ofNullable(reportDirectory);
    }
}
