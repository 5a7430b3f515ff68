package io.mmp.test.contract;

import io.mmp.test.contract.CellConstraint.Finite;
import io.mmp.test.contract.CellConstraint.Length;
import io.mmp.test.contract.CellConstraint.Matches;
import io.mmp.test.contract.CellConstraint.MultipleOf;
import io.mmp.test.contract.CellConstraint.OneOf;
import io.mmp.test.contract.CellConstraint.Range;
import io.mmp.test.contract.CellConstraint.Satisfying;
import io.mmp.test.contract.WholeConstraint.NullShare;
import io.mmp.test.contract.WholeConstraint.QuantileBetween;
import io.mmp.test.contract.WholeConstraint.ShareOf;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A rule on one column.
 *
 * <p>Null, and NaN, which is what pandas writes in its place, break {@link #notNull} and {@link #nullShareAtMost} alone; all other rules
 * judge the values that are there. A value: {@link #mostly} and {@link #asWarning} return changed copies.
 *
 * @since 0.1.0
 */
public final class ColumnRule {

    private final Constraint constraint;
    private final double share;
    private final Severity severity;

    private ColumnRule(Constraint constraint, double share, Severity severity) {
        this.constraint = constraint;
        this.share = share;
        this.severity = severity;
    }

    static ColumnRule of(Constraint constraint) {
        return new ColumnRule(constraint, 1, Severity.CRITICAL);
    }

    /** There is a value in every row: neither null nor NaN. An empty text is a value. */
    public static ColumnRule notNull() {
        return of(new NotNull());
    }

    /** At most this share of the rows, from 0 to 1, is null. */
    public static ColumnRule nullShareAtMost(double share) {
        return of(new NullShare(requireShare(share)));
    }

    /** No value is there twice; nulls may be, as in SQL. */
    public static ColumnRule unique() {
        return of(new Unique());
    }

    /** Each number is within these bounds, which are included. */
    public static ColumnRule between(Number least, Number greatest) {
        return range(Bound.atLeast(least), Bound.atMost(greatest));
    }

    /** Each timestamp is within these bounds, which are included. */
    public static ColumnRule between(Instant least, Instant greatest) {
        return range(Bound.atLeast(least), Bound.atMost(greatest));
    }

    /** Each number is this or more. */
    public static ColumnRule atLeast(Number least) {
        return of(new Range(Bound.atLeast(least), null));
    }

    /** Each timestamp is this or later. */
    public static ColumnRule atLeast(Instant least) {
        return of(new Range(Bound.atLeast(least), null));
    }

    /** Each number is this or less. */
    public static ColumnRule atMost(Number greatest) {
        return of(new Range(null, Bound.atMost(greatest)));
    }

    /** Each timestamp is this or earlier. */
    public static ColumnRule atMost(Instant greatest) {
        return of(new Range(null, Bound.atMost(greatest)));
    }

    /** Each number is more than this. */
    public static ColumnRule above(Number least) {
        return of(new Range(Bound.above(least), null));
    }

    /** Each number is less than this. */
    public static ColumnRule below(Number greatest) {
        return of(new Range(null, Bound.below(greatest)));
    }

    /** No number is infinite. */
    public static ColumnRule finite() {
        return of(new Finite());
    }

    /** Each number is a multiple of this one. */
    public static ColumnRule multipleOf(Number divisor) {
        if (!Bound.isFinite(divisor) || Bound.decimal(divisor).signum() <= 0) {
            throw new ContractException("Numbers are multiples of one above 0, not of %s.".formatted(divisor));
        }
        return of(new MultipleOf(Bound.decimal(divisor)));
    }

    /**
     * Each text matches this regular expression of Java as a whole.
     *
     * @throws ContractException if it is none
     */
    public static ColumnRule matches(String pattern) {
        try {
            return of(new Matches(Pattern.compile(pattern)));
        } catch (PatternSyntaxException e) {
            throw new ContractException("'%s' is no regular expression: %s.".formatted(pattern, e.getDescription()), e);
        }
    }

    /** Each value is one of these: texts, numbers of any width, or constants of an enum, which are texts. */
    public static ColumnRule oneOf(Object... values) {
        return oneOf(Arrays.asList(values));
    }

    /** Each value is one of these. */
    public static ColumnRule oneOf(Collection<?> values) {
        if (values.isEmpty()) {
            throw new ContractException("A value cannot be one of none.");
        }
        return of(OneOf.of(List.copyOf(values)));
    }

    /** Each text has so many characters, which are code points. */
    public static ColumnRule length(int least, int greatest) {
        if (least < 0 || least > greatest) {
            throw new ContractException("No text has %s to %s characters.".formatted(least, greatest));
        }
        return of(new Length(least, greatest));
    }

    /**
     * Each value satisfies this.
     *
     * @param words the end of a sentence that begins with the column, such as {@code has a valid check digit}
     * @param predicate is given each value in the form that {@link io.mmp.test.table.ValueType} describes, never null
     */
    public static ColumnRule satisfies(String words, Predicate<Object> predicate) {
        return of(new Satisfying(words, predicate));
    }

    /** The mean of the values is within these bounds. */
    public static ColumnRule meanBetween(double least, double greatest) {
        range(Bound.atLeast(least), Bound.atMost(greatest));
        return of(new MeanBetween(least, greatest));
    }

    /**
     * A quantile of the values, that of the nearest rank, is within these bounds.
     *
     * @param probability above 0 and below 1, such as 0.5 for the median
     */
    public static ColumnRule quantileBetween(double probability, Number least, Number greatest) {
        if (!(probability > 0 && probability < 1)) {
            throw new ContractException(
                    "A quantile is between 0 and 1, such as 0.95 for p95, but this is %s.".formatted(probability));
        }
        range(Bound.atLeast(least), Bound.atMost(greatest));
        return of(new QuantileBetween(probability, Bound.atLeast(least), Bound.atMost(greatest)));
    }

    /** The share of one value among the values is within these bounds, from 0 to 1. */
    public static ColumnRule shareBetween(Object value, double least, double greatest) {
        if (requireShare(least) > requireShare(greatest)) {
            throw new ContractException("No share is between %s and %s.".formatted(least, greatest));
        }
        return of(new ShareOf(value, least, greatest));
    }

    /**
     * The newest timestamp is at most this old at the instant that {@link TableRows#asOf} says, and none is later than that instant.
     */
    public static ColumnRule freshWithin(Duration age) {
        if (age.isNegative()) {
            throw new ContractException("Nothing is %s old.".formatted(age));
        }
        return of(new FreshWithin(age));
    }

    /**
     * Return a copy that holds if it does for this share of the values, of all of them where the rows are all there are; where they are a
     * {@linkplain TableRows#asSample sample}, with confidence for what they are taken from.
     *
     * @param newShare above 0, at most 1, such as 0.99
     * @throws ContractException if it is no such share, or the rule is on all values together
     */
    public ColumnRule mostly(double newShare) {
        if (!(newShare > 0 && newShare <= 1)) {
            throw new ContractException(
                    "Most of the values are a share above 0, at most 1, not %s.".formatted(newShare));
        }
        if (!constraint.isOfValues()) {
            throw new ContractException("'%s' is said of all values together, and cannot hold for most of them."
                    .formatted(constraint.words()));
        }
        return new ColumnRule(constraint, newShare, severity);
    }

    /** Return a copy that is reported and fails nothing. */
    public ColumnRule asWarning() {
        return new ColumnRule(constraint, share, Severity.WARNING);
    }

    Constraint constraint() {
        return constraint;
    }

    double share() {
        return share;
    }

    Severity severity() {
        return severity;
    }

    String words() {
        return constraint.words() + (share == 1 ? "" : " in %s".formatted(Finding.percent(share)));
    }

    private static ColumnRule range(Bound least, Bound greatest) {
        if (least.order(greatest.value()) < 0) {
            throw new ContractException("Nothing is between %s and %s.".formatted(least.limit(), greatest.limit()));
        }
        return of(new Range(least, greatest));
    }

    private static double requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new ContractException("A share is from 0 to 1, but this is %s.".formatted(share));
        }
        return share;
    }

    /** Return the rule in words. */
    @Override
    public String toString() {
        return words();
    }
}
