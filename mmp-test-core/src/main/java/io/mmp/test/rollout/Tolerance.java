package io.mmp.test.rollout;

import io.mmp.test.verdict.Text;

/**
 * By how much a metric of the canary may be worse than that of the stable version without anybody minding.
 *
 * <p>That two versions do not differ at all cannot be shown by any number of requests; that they differ by less than what matters can.
 *
 * <p>A value: the {@code or} methods return copies that allow the larger of both.
 *
 * @since 0.1.0
 */
public final class Tolerance {

    private final double relative;
    private final double absolute;

    private Tolerance(double relative, double absolute) {
        this.relative = relative;
        this.absolute = absolute;
    }

    /**
     * Allow a part of the stable version's value, such as 0.1 for 10 %.
     *
     * @param part above 0, at most 1
     */
    public static Tolerance relative(double part) {
        return new Tolerance(requireRelative(part), 0);
    }

    /**
     * Allow this much in the metric's own unit: 5 for 5 ms, 0.01 for one point of a rate.
     *
     * @param difference above 0
     */
    public static Tolerance absolute(double difference) {
        return new Tolerance(0, requireAbsolute(difference));
    }

    /** Return a copy that allows this part of the stable version's value where that is more. */
    public Tolerance orRelative(double part) {
        return new Tolerance(Math.max(relative, requireRelative(part)), absolute);
    }

    /** Return a copy that allows this much where that is more, such as where the stable version's value is 0. */
    public Tolerance orAbsolute(double difference) {
        return new Tolerance(relative, Math.max(absolute, requireAbsolute(difference)));
    }

    private static double requireRelative(double part) {
        if (!(part > 0 && part <= 1)) {
            throw new RolloutException(
                    "A relative tolerance must be above 0 and at most 1, such as 0.1 for 10 %%, but is %s. Allow more by an absolute one."
                            .formatted(part));
        }
        return part;
    }

    private static double requireAbsolute(double difference) {
        if (!(difference > 0 && difference < Double.POSITIVE_INFINITY)) {
            throw new RolloutException(
                    "An absolute tolerance must be above 0 and finite, but is %s.".formatted(difference));
        }
        return difference;
    }

    /** Return the highest value that is tolerated where this is the stable version's. */
    double highest(double stable) {
        return stable + allowed(stable);
    }

    /** Return the lowest value that is tolerated where this is the stable version's. */
    double lowest(double stable) {
        return stable - allowed(stable);
    }

    private double allowed(double stable) {
        return Double.isInfinite(stable) ? 0 : Math.max(absolute, relative * Math.abs(stable));
    }

    /** Print the tolerance in the unit of a metric. */
    String print(CanaryMetric metric) {
        String part = relative > 0 ? Text.percent(relative) : "";
        String difference = absolute > 0 ? metric.isRate() ? points() : metric.print(absolute) : "";
        return part.isEmpty() || difference.isEmpty() ? part + difference : part + " or " + difference;
    }

    private String points() {
        String number = Text.number(absolute * 100);
        return number.equals("1") ? "1 point" : number + " points";
    }

    /** Return the tolerance, such as "10 % or 5". */
    @Override
    public String toString() {
        String part = relative > 0 ? Text.percent(relative) : "";
        String difference = absolute > 0 ? Text.number(absolute) : "";
        return part.isEmpty() || difference.isEmpty() ? part + difference : part + " or " + difference;
    }
}
