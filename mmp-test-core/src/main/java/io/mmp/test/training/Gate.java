package io.mmp.test.training;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the metrics of a model must reach before it goes on, such as to the registry; the limits themselves pass.
 *
 * <pre>{@code
 * Gate gate = Gate.atLeast("auc", 0.90).andAtMost("log_loss", 0.3);
 * if (gate.isPassedBy(metrics)) {
 *     register(model);
 * }
 * }</pre>
 *
 * <p>A metric that is missing or NaN does not pass. A value: the {@code and} methods return copies.
 *
 * @since 0.1.0
 */
public final class Gate {

    private enum Side {
        AT_LEAST("at least"),
        AT_MOST("at most");

        private final String words;

        Side(String words) {
            this.words = words;
        }
    }

    private record Limit(String metric, Side side, double limit) {

        boolean isKept(double value) {
            return side == Side.AT_LEAST ? value >= limit : value <= limit;
        }

        @Override
        public String toString() {
            return "%s %s %s".formatted(metric, side.words, limit);
        }
    }

    /** A value that misses a limit by less than this part of it misses it by rounding. */
    private static final double ROUNDING = 1e-12;

    private final List<Limit> limits;

    private Gate(List<Limit> limits) {
        this.limits = List.copyOf(limits);
    }

    /** Let pass what has a metric of this or more. */
    public static Gate atLeast(String metric, double limit) {
        return new Gate(List.of()).andAtLeast(metric, limit);
    }

    /** Let pass what has a metric of this or less. */
    public static Gate atMost(String metric, double limit) {
        return new Gate(List.of()).andAtMost(metric, limit);
    }

    /** Return a copy that asks for this too. */
    public Gate andAtLeast(String metric, double limit) {
        return and(new Limit(metric, Side.AT_LEAST, limit));
    }

    /** Return a copy that asks for this too. */
    public Gate andAtMost(String metric, double limit) {
        return and(new Limit(metric, Side.AT_MOST, limit));
    }

    private Gate and(Limit limit) {
        if (Double.isNaN(limit.limit())) {
            throw new IllegalArgumentException(
                    "The limit of '%s' must be a number, but is NaN.".formatted(limit.metric()));
        }
        List<Limit> more = new ArrayList<>(limits);
        more.add(limit);
        return new Gate(more);
    }

    /** Tell whether metrics reach all limits. */
    public boolean isPassedBy(Map<String, Double> metrics) {
        return reasonsAgainst(metrics).isEmpty();
    }

    /** Return why metrics do not pass, a sentence for each limit that they miss; empty if they pass. */
    public List<String> reasonsAgainst(Map<String, Double> metrics) {
        List<String> reasons = new ArrayList<>();
        for (Limit limit : limits) {
            Double value = metrics.get(limit.metric());
            if (value == null) {
                reasons.add("there is no metric '%s', which must be %s %s; there are %s"
                        .formatted(
                                limit.metric(),
                                limit.side().words,
                                limit.limit(),
                                metrics.isEmpty() ? "none" : Lines.some(metrics.keySet())));
            } else if (!limit.isKept(value)) {
                boolean rounding = Math.abs(value - limit.limit()) <= ROUNDING * Math.abs(limit.limit());
                reasons.add("%s is %s, and must be %s %s%s"
                        .formatted(
                                limit.metric(),
                                value,
                                limit.side().words,
                                limit.limit(),
                                rounding ? ", which it misses by rounding alone: round it before the gate" : ""));
            }
        }
        return reasons;
    }

    Set<String> names() {
        return limits.stream().map(Limit::metric).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Return the limits, such as "auc at least 0.9, log_loss at most 0.3". */
    @Override
    public String toString() {
        return limits.stream().map(Limit::toString).collect(Collectors.joining(", "));
    }
}
