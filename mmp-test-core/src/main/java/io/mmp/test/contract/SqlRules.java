package io.mmp.test.contract;

import io.mmp.test.contract.CellConstraint.Finite;
import io.mmp.test.contract.CellConstraint.Length;
import io.mmp.test.contract.CellConstraint.Matches;
import io.mmp.test.contract.CellConstraint.MultipleOf;
import io.mmp.test.contract.CellConstraint.OneOf;
import io.mmp.test.contract.CellConstraint.Range;
import io.mmp.test.contract.WholeConstraint.NullShare;
import io.mmp.test.contract.WholeConstraint.QuantileBetween;
import io.mmp.test.contract.WholeConstraint.ShareOf;
import io.mmp.test.engine.SqlWriter;
import io.mmp.test.table.Cells;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what an engine is asked about the rules of a column, where it can tell exactly. */
record SqlRules(Basis basis) {

    private static final long SECOND = 1_000_000L;
    private static final long DAY = 86_400 * SECOND;

    /** Return what is asked about a rule other than uniqueness, or nothing if no engine could tell exactly. */
    Optional<SqlRule> of(SqlColumn column, ColumnRule rule) {
        Constraint constraint = rule.constraint();
        if (constraint instanceof NotNull) {
            return Optional.of(
                    SqlRule.ofRows(SqlColumn.ALWAYS, "NOT " + column.isPresent(), rule.share(), basis, "row"));
        }
        if (constraint instanceof CellConstraint cell) {
            return holds(column, cell)
                    .map(condition -> SqlRule.ofRows(
                            column.isPresent(),
                            "%s AND NOT (%s)".formatted(column.isPresent(), condition),
                            rule.share(),
                            basis,
                            "value"));
        }
        if (constraint instanceof NullShare nulls) {
            return Optional.of(counting(
                    SqlColumn.ALWAYS,
                    "NOT " + column.isPresent(),
                    (judged, found) -> Counting.within(judged, found, basis, "nulls", "rows", 0, nulls.greatest())));
        }
        if (constraint instanceof ShareOf share) {
            return column.isOneOf(Set.of(Keys.of(share.value())))
                    .map(condition -> counting(
                            column.isPresent(),
                            "%s AND %s".formatted(column.isPresent(), condition),
                            (judged, found) -> Counting.within(
                                    judged,
                                    found,
                                    basis,
                                    "values of " + Cells.print(share.value()),
                                    "values",
                                    share.least(),
                                    share.greatest())));
        }
        if (constraint instanceof QuantileBetween quantile) {
            return quantile(column, quantile);
        }
        if (constraint instanceof MeanBetween mean && !basis.isSample()) {
            return Optional.of(mean(column, mean));
        }
        return constraint instanceof FreshWithin fresh && column.type() == ValueType.UNIX_TIMESTAMP
                ? Optional.of(fresh(column, fresh))
                : Optional.empty();
    }

    /** Return what is asked about a column of dates: that no timestamp has a time of day. */
    SqlRule date(SqlColumn column) {
        long day = column.isInNanos() ? DAY * 1_000 : DAY;
        return SqlRule.ofRows(
                column.isPresent(),
                "%s AND MOD(%s, %s) <> 0".formatted(column.isPresent(), column.number(), day),
                1,
                basis,
                "value");
    }

    private static Optional<String> holds(SqlColumn column, CellConstraint constraint) {
        if (constraint instanceof Range range) {
            List<Bound> bounds = Stream.of(Optional.ofNullable(range.least()), Optional.ofNullable(range.greatest()))
                    .flatMap(Optional::stream)
                    .toList();
            List<String> conditions = bounds.stream()
                    .flatMap(bound -> column.isWithin(bound).stream())
                    .toList();
            return conditions.size() == bounds.size()
                    ? Optional.of(String.join(" AND ", conditions))
                    : Optional.empty();
        }
        if (constraint instanceof Matches matches && column.type() == ValueType.STRING) {
            return PortablePattern.of(matches.pattern())
                    .map(pattern -> column.writer().isMatch(column.cell(), pattern));
        }
        if (constraint instanceof OneOf oneOf) {
            return column.isOneOf(oneOf.keys());
        }
        if (constraint instanceof Length length && column.type() == ValueType.STRING) {
            return Optional.of(column.hasLength(length.least(), length.greatest()));
        }
        if (constraint instanceof MultipleOf multiple) {
            return column.isMultipleOf(multiple.divisor());
        }
        return constraint instanceof Finite ? Optional.of(column.isFinite()) : Optional.empty();
    }

    private interface Counts {
        Finding of(long judged, long found);
    }

    private static SqlRule counting(String judged, String found, Counts counts) {
        return new SqlRule(
                List.of(SqlRule.count(judged), SqlRule.count(found)),
                null,
                (tally, values) -> counts.of(SqlRule.number(values.get(0)), SqlRule.number(values.get(1))));
    }

    private Optional<SqlRule> quantile(SqlColumn column, QuantileBetween quantile) {
        Optional<String> isNotBelow = column.isWithin(quantile.least());
        Optional<String> isNotAbove = column.isWithin(quantile.greatest());
        if (isNotBelow.isEmpty() || isNotAbove.isEmpty()) {
            return Optional.empty();
        }
        String beyond = column.isPresent() + " AND NOT (%s)";
        return Optional.of(new SqlRule(
                List.of(
                        SqlRule.count(column.isPresent()),
                        SqlRule.count(beyond.formatted(isNotBelow.get())),
                        SqlRule.count(beyond.formatted(isNotAbove.get()))),
                null,
                (tally, values) -> quantile.judge(
                        basis,
                        SqlRule.number(values.get(0)),
                        SqlRule.number(values.get(1)),
                        SqlRule.number(values.get(2)))));
    }

    private static SqlRule mean(SqlColumn column, MeanBetween constraint) {
        return new SqlRule(
                List.of(
                        SqlRule.count(column.isPresent()),
                        "AVG(CASE WHEN %s THEN %s END)".formatted(column.isPresent(), column.real())),
                null,
                (tally, values) -> constraint.judge(
                        SqlRule.number(values.get(0)),
                        values.get(1) instanceof Number mean ? mean.doubleValue() : Double.NaN));
    }

    private SqlRule fresh(SqlColumn column, FreshWithin constraint) {
        Instant asOf = constraint.asOf(basis);
        String limit = SqlWriter.number(asOf, column.isInNanos());
        String number = column.number();
        return new SqlRule(
                List.of(
                        SqlRule.count(column.isPresent()),
                        SqlRule.count("%s > %s".formatted(number, limit)),
                        "MAX(CASE WHEN %1$s <= %2$s THEN %1$s END)".formatted(number, limit)),
                "%s > %s".formatted(number, limit),
                (tally, values) -> constraint.judge(instant(values.get(2), column.isInNanos()), asOf, tally.count()));
    }

    private static @Nullable Instant instant(@Nullable Object number, boolean isInNanos) {
        if (!(number instanceof Number count)) {
            return null;
        }
        long units = isInNanos ? SECOND * 1_000 : SECOND;
        long value = count.longValue();
        return Instant.ofEpochSecond(
                Math.floorDiv(value, units), Math.floorMod(value, units) * (1_000_000_000L / units));
    }
}
