package io.mmp.test.drift;

import io.mmp.test.drift.ColumnPair.Kind;
import io.mmp.test.table.Column;
import io.mmp.test.table.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test of whether one column has drifted, whose critical value is of the sample sizes and of the level.
 *
 * <pre>{@code
 * DriftFinding finding = DriftTest.psi().compare(lastWeek, today);
 * }</pre>
 *
 * <p>A column has drifted if the probability of so large a statistic without drift is at most the level, and the effect is at least the
 * floor: of a million rows, each change is significant, and most of them matter to nobody.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class DriftTest {

    private static final double DEFAULT_LEVEL = 0.05;
    private static final int BINS = 10;

    private final String name;
    private final Scope scope;
    private final Measure measure;
    private final double level;
    private final double effectFloor;

    /** Of which columns a test is. */
    private enum Scope {
        NUMBERS,
        CATEGORIES,
        VALUES,
        ROWS
    }

    private DriftTest(String name, Scope scope, Measure measure, double level, double effectFloor) {
        this.name = name;
        this.scope = scope;
        this.measure = measure;
        this.level = level;
        this.effectFloor = effectFloor;
    }

    private static DriftTest of(String name, Scope scope, Measure measure, double effectFloor) {
        return new DriftTest(name, scope, measure, DEFAULT_LEVEL, effectFloor);
    }

    /**
     * Return the population stability index over ten quantiles of the reference, or over categories; its critical value is (1/n + 1/m) times
     * that of chi-square, not a fixed 0.1 or 0.2. The effect is the index itself, its floor 0.01.
     *
     * @see <a href="https://scholarworks.wmich.edu/dissertations/3208">Yurdakul, Statistical properties of population stability index, 2018</a>
     */
    public static DriftTest psi() {
        return psi(BINS);
    }

    /**
     * Return the population stability index over so many quantiles of the reference; of small samples, over as many as have five values each.
     *
     * @throws IllegalArgumentException if there are fewer than two
     */
    public static DriftTest psi(int bins) {
        return of("PSI", Scope.VALUES, Divergence.psi(requireBins(bins)), 0.01);
    }

    /**
     * Return the distance of Jensen and Shannon (in nats, 0 to 0.83) over ten quantiles of the reference, or over categories, with a critical
     * value of chi-square. The effect is the distance itself, its floor 0.03.
     */
    public static DriftTest jensenShannon() {
        return jensenShannon(BINS);
    }

    /**
     * Return the same over so many quantiles of the reference; of small samples, over as many as have five values each.
     *
     * @throws IllegalArgumentException if there are fewer than two
     */
    public static DriftTest jensenShannon(int bins) {
        return of("Jensen-Shannon distance", Scope.VALUES, Divergence.jensenShannon(requireBins(bins)), 0.03);
    }

    private static int requireBins(int bins) {
        if (bins < 2) {
            throw new IllegalArgumentException("There must be at least two bins, but there are %s.".formatted(bins));
        }
        return bins;
    }

    /**
     * Return the test of Kolmogorov and Smirnov, of numbers. The effect is the largest distance of the cumulative shares, from 0 to 1, its floor
     * 0.02; a shift of half a standard deviation is 0.2.
     */
    public static DriftTest kolmogorovSmirnov() {
        return of("Kolmogorov-Smirnov distance", Scope.NUMBERS, new KolmogorovSmirnov(), 0.02);
    }

    /**
     * Return the test of the Wasserstein distance, of finite numbers, in the unit of the column; without drift its distribution is drawn. The
     * effect is the distance in standard deviations of the reference, its floor 0.05.
     */
    public static DriftTest wasserstein() {
        return of("Wasserstein distance", Scope.NUMBERS, new Wasserstein(), 0.05);
    }

    /**
     * Return the chi-square test of categories, those taken as one of which fewer than five are expected. The effect is the share of values that
     * would have to move, from 0 to 1, its floor 0.02.
     */
    public static DriftTest chiSquare() {
        return of("chi-square", Scope.CATEGORIES, new ChiSquareShares(), 0.02);
    }

    /** Return the exact test of the share of nulls and NaN. The effect is the change of the share, its floor 0.01. */
    public static DriftTest missingShare() {
        return of("share of nulls", Scope.ROWS, new MissingShare(), 0.01);
    }

    /**
     * Return the exact test of categories that the reference lacks: of a rare one that happens to be missing there it says nothing. The
     * effect is the share of current values that are of such a category, and has no floor.
     */
    public static DriftTest unseenCategories() {
        return of("unseen categories", Scope.CATEGORIES, new UnseenCategories(), 0);
    }

    /**
     * Return a copy of this level: the probability of an alarm without drift; 0.05 without.
     *
     * @throws IllegalArgumentException if it is not above 0 and below 0.5
     */
    public DriftTest withLevel(double newLevel) {
        return new DriftTest(name, scope, measure, requireLevel(newLevel), effectFloor);
    }

    static double requireLevel(double level) {
        if (!(level > 0 && level < 0.5)) {
            throw new IllegalArgumentException(
                    "The level must be above 0 and below 0.5, such as 0.05, but is %s.".formatted(level));
        }
        return level;
    }

    /**
     * Return a copy that takes smaller effects for no drift; 0 leaves the p-value alone.
     *
     * @throws IllegalArgumentException if it is negative or NaN
     */
    public DriftTest withEffectFloor(double newEffectFloor) {
        if (!(newEffectFloor >= 0)) {
            throw new IllegalArgumentException("The floor of the effect cannot be %s.".formatted(newEffectFloor));
        }
        return new DriftTest(name, scope, measure, level, newEffectFloor);
    }

    /** Compare current numbers with those of the reference; NaN stands for a null. */
    public DriftFinding compare(double[] reference, double[] current) {
        return compare("value", column(reference), column(current));
    }

    private static Column column(double[] values) {
        return Cell.column(ValueType.DOUBLE, values.length, row -> values[row]);
    }

    /** Compare current categories with those of the reference; they may be null. */
    public DriftFinding compare(List<? extends @Nullable String> reference, List<? extends @Nullable String> current) {
        return compare("value", column(reference), column(current));
    }

    private static Column column(List<? extends @Nullable String> values) {
        return Cell.column(ValueType.STRING, values.size(), values::get);
    }

    /**
     * Compare a current column with that of the reference.
     *
     * @param column how the finding names it
     * @throws DriftException if the columns are not of numbers, text or booleans, or not both of one of these, or not what this test is of
     */
    public DriftFinding compare(String column, Column reference, Column current) {
        Measured measured =
                measure(new ColumnPair(column, new LocalColumn(reference), new LocalColumn(current)), level);
        return DriftFinding.of(
                List.of(column), name, effectFloor, measured, new Judged(measured.pValue(), level, level));
    }

    /** Tell whether a table's column is one for this test; {@code fewAreCategories} if another of categories is made as well. */
    boolean isFor(ColumnPair column, boolean fewAreCategories) {
        boolean isNumbers = column.kind() == Kind.NUMBERS;
        return switch (scope) {
            case ROWS, VALUES -> true;
            case NUMBERS -> isNumbers && !(fewAreCategories && column.hasFewValues());
            case CATEGORIES -> !isNumbers || column.hasFewValues();
        };
    }

    boolean isOfCategories() {
        return scope == Scope.CATEGORIES;
    }

    Measured measure(ColumnPair column, double leastLevel) {
        return measure.of(column, leastLevel);
    }

    double effectFloor() {
        return effectFloor;
    }

    /** Return its name. */
    @Override
    public String toString() {
        return name;
    }
}
