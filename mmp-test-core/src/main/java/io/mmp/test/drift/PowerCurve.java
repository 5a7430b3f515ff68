package io.mmp.test.drift;

import io.mmp.test.verdict.Interval;
import io.mmp.test.verdict.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How often a detector alarms at each size of a drift.
 *
 * @param points in the order of the sizes that were asked for
 * @param drawn what each run drew
 * @param seed the seed of all
 * @since 0.1.0
 */
public record PowerCurve(List<Point> points, String drawn, long seed) {

    /**
     * One size of a drift.
     *
     * @param size the size, such as standard deviations
     * @param alarms in how many runs an alarm was raised
     * @param runs how many there were
     * @param interval the shares of alarms that are possible
     */
    public record Point(double size, long alarms, long runs, Interval interval) {

        /** Return the share of runs with an alarm. */
        public double power() {
            return (double) alarms / runs;
        }

        /** Return all of this in words. */
        @Override
        public String toString() {
            return "%s: %s (%s to %s)"
                    .formatted(
                            Text.number(size),
                            Text.percent(power()),
                            Text.percent(interval.lower()),
                            Text.percent(interval.upper()));
        }
    }

    /** Copy the points. */
    public PowerCurve {
        points = List.copyOf(points);
    }

    /** Return what contradicts that the power rises with the size. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            for (int j = i + 1; j < points.size(); j++) {
                if (points.get(j).interval().upper() < points.get(i).interval().lower()) {
                    faults.add("it falls from %s to %s".formatted(points.get(i), points.get(j)));
                }
            }
        }
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        if (last.interval().lower() <= first.interval().upper()) {
            faults.add("from %s to %s it is not shown to rise".formatted(first, last));
        }
        return faults;
    }

    /** Return the points, one a line. */
    @Override
    public String toString() {
        return points.stream()
                .map(Point::toString)
                .collect(Collectors.joining(
                        "%n  ".formatted(),
                        "size: share of alarms, each run of %s, seed %s%n  ".formatted(drawn, seed),
                        ""));
    }
}
