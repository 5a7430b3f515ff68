package io.mmp.test.rollout;

import io.mmp.test.verdict.Text;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A metric by which a canary is judged, and how.
 *
 * <pre>{@code
 * CanaryMetric.rate("errors", Tolerance.absolute(0.01));
 * CanaryMetric.values("latency", "ms", Tolerance.relative(0.1)).withQuantiles(0.95, 0.99);
 * }</pre>
 *
 * <p>Without more said, an increase is worse, and a metric that is worse rolls the canary back. A value: the {@code with} methods return
 * changed copies.
 *
 * @since 0.1.0
 */
public final class CanaryMetric {

    private final String name;
    private final @Nullable String unit;
    private final Tolerance tolerance;
    private final Direction direction;
    private final Criticality criticality;
    private final WhenMissing whenMissing;
    private final @Nullable List<Double> quantiles;
    private final OptionalDouble nanAs;

    private CanaryMetric(
            String name,
            @Nullable String unit,
            Tolerance tolerance,
            Direction direction,
            Criticality criticality,
            WhenMissing whenMissing,
            @Nullable List<Double> quantiles,
            OptionalDouble nanAs) {
        this.name = name;
        this.unit = unit;
        this.tolerance = tolerance;
        this.direction = direction;
        this.criticality = criticality;
        this.whenMissing = whenMissing;
        this.quantiles = quantiles;
        this.nanAs = nanAs;
    }

    /**
     * Judge how often something happens, by exact tests of its counts.
     *
     * @param name the name under which the arms have counts
     * @param tolerance by how much the rate may be worse; absolute is best, since a part of nothing is nothing
     */
    public static CanaryMetric rate(String name, Tolerance tolerance) {
        return new CanaryMetric(
                name,
                null,
                tolerance,
                Direction.INCREASE_IS_WORSE,
                Criticality.CRITICAL,
                WhenMissing.CONTINUE,
                List.of(),
                OptionalDouble.empty());
    }

    /**
     * Judge measured values by their location and by a quantile in the tail that is worse: p95 where an increase is, p5 where a decrease is, and
     * both where any change is.
     *
     * @param name the name under which the arms have values
     * @param unit their unit, such as "ms"; may be empty
     * @param tolerance by how much each of these may be worse
     */
    public static CanaryMetric values(String name, String unit, Tolerance tolerance) {
        return new CanaryMetric(
                name,
                unit,
                tolerance,
                Direction.INCREASE_IS_WORSE,
                Criticality.CRITICAL,
                WhenMissing.CONTINUE,
                null,
                OptionalDouble.empty());
    }

    /** Return a copy that is worse in this direction. */
    public CanaryMetric withDirection(Direction newDirection) {
        return new CanaryMetric(name, unit, tolerance, newDirection, criticality, whenMissing, quantiles, nanAs);
    }

    /** Return a copy from which this follows where it is worse. */
    public CanaryMetric withCriticality(Criticality newCriticality) {
        return new CanaryMetric(name, unit, tolerance, direction, newCriticality, whenMissing, quantiles, nanAs);
    }

    /** Return a copy from which this follows where it is missing. */
    public CanaryMetric withWhenMissing(WhenMissing newWhenMissing) {
        return new CanaryMetric(name, unit, tolerance, direction, criticality, newWhenMissing, quantiles, nanAs);
    }

    /**
     * Return a copy that is judged by these quantiles, such as 0.95 for p95, and by the location. To show that p95 is not worse takes some 80
     * values in each arm, of p99 some 400.
     *
     * @param newQuantiles above 0 and below 1; none to judge the location alone
     * @throws RolloutException if one is not, or the metric is a rate
     */
    public CanaryMetric withQuantiles(double... newQuantiles) {
        requireValues("quantiles");
        for (double quantile : newQuantiles) {
            if (!(quantile > 0 && quantile < 1)) {
                throw new RolloutException(
                        "A quantile of metric '%s' must be above 0 and below 1, such as 0.95 for p95, but is %s."
                                .formatted(name, quantile));
            }
        }
        List<Double> list = Arrays.stream(newQuantiles).distinct().boxed().toList();
        return new CanaryMetric(name, unit, tolerance, direction, criticality, whenMissing, list, nanAs);
    }

    /**
     * Return a copy that takes this for each value that is NaN, such as 0 of a counter that is written only when it counts something.
     * Without, NaN is a value that nobody knows: it does not roll back, and for a promotion it counts as the worst in the canary and the
     * best in the stable version.
     *
     * @throws RolloutException if the metric is a rate
     */
    public CanaryMetric withNanAs(double value) {
        requireValues("NaN");
        return new CanaryMetric(
                name, unit, tolerance, direction, criticality, whenMissing, quantiles, OptionalDouble.of(value));
    }

    private void requireValues(String what) {
        if (isRate()) {
            throw new RolloutException(
                    "Metric '%s' is a rate: its counts have no %s. Measure it by CanaryMetric.values."
                            .formatted(name, what));
        }
    }

    /** Return its name. */
    public String name() {
        return name;
    }

    /** Return what follows where it is worse. */
    public Criticality criticality() {
        return criticality;
    }

    boolean isRate() {
        return unit == null;
    }

    String unit() {
        return unit == null ? "" : unit;
    }

    String print(double value) {
        return unit().isEmpty() ? Text.number(value) : Text.number(value) + " " + unit();
    }

    Tolerance tolerance() {
        return tolerance;
    }

    WhenMissing whenMissing() {
        return whenMissing;
    }

    OptionalDouble nanAs() {
        return nanAs;
    }

    /** Return the directions in which it is worse: 1 up, -1 down. */
    List<Integer> signs() {
        return switch (direction) {
            case INCREASE_IS_WORSE -> List.of(1);
            case DECREASE_IS_WORSE -> List.of(-1);
            case CHANGE_IS_WORSE -> List.of(1, -1);
        };
    }

    List<Double> quantiles() {
        if (quantiles != null) {
            return quantiles;
        }
        return switch (direction) {
            case INCREASE_IS_WORSE -> List.of(0.95);
            case DECREASE_IS_WORSE -> List.of(0.05);
            case CHANGE_IS_WORSE -> List.of(0.05, 0.95);
        };
    }

    /** Return the name and the tolerance. */
    @Override
    public String toString() {
        return "metric '%s' with a tolerance of %s".formatted(name, tolerance);
    }
}
