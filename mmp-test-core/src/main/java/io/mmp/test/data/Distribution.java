package io.mmp.test.data;

import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what the cells of a column are like.
 *
 * <p>What is drawn for a cell follows from the seed, the column's name and the row alone, bit by bit the same in each JVM: the
 * arithmetic is that of {@link StrictMath}.
 *
 * @since 0.1.0
 */
public final class Distribution {

    private static final double LARGEST_POISSON_STEP = 16;
    private static final double LARGEST_POISSON_MEAN = 10_000;
    private static final int MOST_DECIMALS = 9;

    /** Draws a value. */
    @FunctionalInterface
    private interface Drawing {
        Object draw(Draws draws, long row);
    }

    private final ValueType type;
    private final Drawing drawing;
    private final double nulls;
    private final int decimals;

    private Distribution(ValueType type, Drawing drawing, double nulls, int decimals) {
        this.type = type;
        this.drawing = drawing;
        this.nulls = nulls;
        this.decimals = decimals;
    }

    private static Distribution of(ValueType type, Drawing drawing) {
        return new Distribution(type, drawing, 0, -1);
    }

    /** Draw doubles that are all as likely, from {@code from} to below {@code to}. */
    public static Distribution uniform(double from, double to) {
        require(Double.isFinite(to - from) && from < to, "from %s to %s is no range", from, to);
        double last = Math.nextDown(to); // what the sum may be rounded up to
        return of(ValueType.DOUBLE, (draws, row) -> Math.min(last, from + (to - from) * draws.nextDouble()));
    }

    /** Draw integers that are all as likely, from {@code from} to {@code to}, both included. */
    public static Distribution integers(long from, long to) {
        require(
                from <= to && to - from >= 0 && to - from < 1L << 53,
                "from %s to %s is no range of integers",
                from,
                to);
        long size = to - from + 1;
        return of(ValueType.INT64, (draws, row) -> from + (long) (size * draws.nextDouble()));
    }

    /** Draw doubles from a normal distribution. */
    public static Distribution normal(double mean, double standardDeviation) {
        requireSpread(mean, standardDeviation);
        return of(ValueType.DOUBLE, (draws, row) -> mean + standardDeviation * gaussian(draws));
    }

    /** Draw positive doubles whose natural logarithm is normally distributed; their median is {@code exp(mean)}. */
    public static Distribution logNormal(double mean, double standardDeviation) {
        requireSpread(mean, standardDeviation);
        return of(ValueType.DOUBLE, (draws, row) -> StrictMath.exp(mean + standardDeviation * gaussian(draws)));
    }

    /** Draw waiting times: positive doubles from an exponential distribution. */
    public static Distribution exponential(double mean) {
        require(Double.isFinite(mean) && mean > 0, "an exponential distribution cannot have the mean %s", mean);
        return of(ValueType.DOUBLE, (draws, row) -> -mean * StrictMath.log(1 - draws.nextDouble()));
    }

    /** Draw counts of independent events: integers from a Poisson distribution, whose mean is 10,000 at most. */
    public static Distribution poisson(double mean) {
        require(
                mean > 0 && mean <= LARGEST_POISSON_MEAN,
                "the mean of a Poisson distribution must be over 0 and 10,000 at most, but is %s",
                mean);
        return of(ValueType.INT64, (draws, row) -> poisson(draws, mean));
    }

    /** Draw true with this probability. */
    public static Distribution bernoulli(double probability) {
        requireProbability(probability);
        return of(ValueType.BOOL, (draws, row) -> draws.nextDouble() < probability);
    }

    /** Draw texts that are all as likely. */
    public static Distribution oneOf(String... texts) {
        require(texts.length > 0, "there is nothing to draw from");
        List<String> all = List.of(texts);
        return of(ValueType.STRING, (draws, row) -> all.get((int) (all.size() * draws.nextDouble())));
    }

    /**
     * Draw texts in proportion to their weights, whose order does not count.
     *
     * @param weights numbers of 0 or more, which need not add up to 1
     */
    public static Distribution weighted(Map<String, Double> weights) {
        List<Map.Entry<String, Double>> entries = weights.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::copyOf)
                .toList();
        require(
                entries.stream().allMatch(entry -> entry.getValue() >= 0 && Double.isFinite(entry.getValue())),
                "a weight is a number of 0 or more, but there is %s",
                entries);
        double sum = entries.stream().mapToDouble(Map.Entry::getValue).sum();
        require(sum > 0, "no weight of %s is over 0", entries);
        return of(ValueType.STRING, (draws, row) -> pick(entries, sum * draws.nextDouble()));
    }

    /** Give each row its number, from {@code first} on: a key. */
    public static Distribution rowNumber(long first) {
        return of(ValueType.INT64, (draws, row) -> first + row);
    }

    /** Give each row a later time than the one before it: an event timestamp. */
    public static Distribution times(Instant first, Duration step) {
        return of(ValueType.UNIX_TIMESTAMP, (draws, row) -> first.plus(step.multipliedBy(row)));
    }

    /** Return a distribution whose values are cut off at these bounds. */
    public Distribution withBounds(double least, double most) {
        requireNumbers("bounds");
        require(least <= most, "from %s to %s is no range", least, most);
        Drawing whole = drawing;
        Drawing cut = type == ValueType.INT64
                ? (draws, row) -> Math.max(
                        (long) Math.ceil(least), Math.min((long) Math.floor(most), (Long) whole.draw(draws, row)))
                : (draws, row) -> Math.max(least, Math.min(most, (Double) whole.draw(draws, row)));
        return new Distribution(type, cut, nulls, -1); // the bounds may have more decimals
    }

    /** Return a distribution whose values are rounded to so many decimals, at most 9, such as 2 for amounts of money. */
    public Distribution withDecimals(int count) {
        require(type == ValueType.DOUBLE, "values of type %s have no decimals", type);
        require(count >= 0 && count <= MOST_DECIMALS, "%s decimals are not from 0 to %s", count, MOST_DECIMALS);
        double scale = Decimals.scale(count);
        Drawing whole = drawing;
        return new Distribution(type, (draws, row) -> round((Double) whole.draw(draws, row), scale), nulls, count);
    }

    /** Return a distribution of which this share of the cells is null: missing values. */
    public Distribution withNulls(double share) {
        requireProbability(share);
        return new Distribution(type, drawing, share, decimals);
    }

    ValueType type() {
        return type;
    }

    /** Return the number of decimals that all values have, -1 if nobody has said. */
    int decimals() {
        return decimals;
    }

    @Nullable
    Object draw(Draws draws, long row) {
        return nulls > 0 && draws.nextDouble() < nulls ? null : drawing.draw(draws, row);
    }

    private static double round(double value, double scale) {
        double scaled = value * scale;
        // Beyond, a double has no decimals. A negative zero becomes zero.
        return Math.abs(scaled) < 1L << 53 ? Math.rint(scaled) / scale + 0.0 : value;
    }

    /** Marsaglia's polar method. */
    private static double gaussian(Draws draws) {
        double x;
        double square;
        do {
            x = 2 * draws.nextDouble() - 1;
            double y = 2 * draws.nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    }

    /** Count uniform factors until their product falls below exp(-mean); large means in steps, whose counts add up. */
    private static long poisson(Draws draws, double mean) {
        long count = 0;
        for (double left = mean; left > 0; left -= LARGEST_POISSON_STEP) {
            double limit = StrictMath.exp(-Math.min(left, LARGEST_POISSON_STEP));
            for (double product = draws.nextDouble(); product > limit; product *= draws.nextDouble()) {
                count++;
            }
        }
        return count;
    }

    private static String pick(List<Map.Entry<String, Double>> entries, double at) {
        double left = at;
        String last = "";
        for (Map.Entry<String, Double> entry : entries) {
            if (entry.getValue() > 0) {
                last = entry.getKey();
                left -= entry.getValue();
                if (left < 0) {
                    return last;
                }
            }
        }
        return last; // rounded to the very end
    }

    private void requireNumbers(String what) {
        require(type == ValueType.INT64 || type == ValueType.DOUBLE, "values of type %s have no %s", type, what);
    }

    private static void requireSpread(double mean, double deviation) {
        require(
                Double.isFinite(mean) && Double.isFinite(deviation) && deviation >= 0,
                "mean %s and standard deviation %s make no distribution",
                mean,
                deviation);
    }

    private static void requireProbability(double probability) {
        require(probability >= 0 && probability <= 1, "%s is no probability", probability);
    }

    @SuppressWarnings("AnnotateFormatMethod") // an annotation of Error Prone, which is no dependency
    private static void require(boolean holds, String otherwise, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise.formatted(arguments));
        }
    }
}
