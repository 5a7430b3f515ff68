package io.mmp.test.examples.platform.drift;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of a window, each sorted, as the service under test compares them: by the largest distance of their cumulative shares. */
record Window(Map<String, double[]> values) {

    /** The share of windows without drift in which it may alarm. */
    private static final double LEVEL = 0.01;

    static Window parse(String csv) {
        List<String[]> lines = csv.lines().map(line -> line.split(",", -1)).toList();
        Map<String, double[]> values = new LinkedHashMap<>();
        for (int i = 0; i < lines.get(0).length; i++) {
            int column = i;
            values.put(
                    lines.get(0)[column],
                    lines.stream()
                            .skip(1)
                            .mapToDouble(line -> Double.parseDouble(line[column]))
                            .sorted()
                            .toArray());
        }
        return new Window(values);
    }

    Set<String> columns() {
        return values.keySet();
    }

    private double[] column(String name) {
        return values.getOrDefault(name, new double[0]);
    }

    double distance(Window other, String name) {
        double[] mine = column(name);
        double[] others = other.column(name);
        return Arrays.stream(mine)
                .map(value -> Math.abs(share(mine, value) - share(others, value)))
                .max()
                .orElse(0);
    }

    private static double share(double[] sorted, double value) {
        int found = Arrays.binarySearch(sorted, Math.nextUp(value));
        return (double) (found < 0 ? -found - 1 : found) / sorted.length;
    }

    /** Return the distance that is significant for so many values, and so many columns. */
    double critical(Window other) {
        String any = columns().iterator().next();
        double sizes = 1.0 / column(any).length + 1.0 / other.column(any).length;
        return Math.sqrt(-Math.log(LEVEL / columns().size() / 2) / 2 * sizes);
    }
}
