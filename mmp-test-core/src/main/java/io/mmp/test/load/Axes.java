package io.mmp.test.load;

import java.util.List;
import java.util.stream.IntStream;

/** Chooses where axes end and where their labels stand. */
final class Axes {

    private Axes() {}

    /** Return the smallest of 1, 2, 4, 8 times a power of ten that is not below a value, so that a quarter of it is easy to read. */
    static double ceiling(double value) {
        if (!(value > 0)) {
            return 1;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(value)));
        for (double factor : new double[] {1, 2, 4, 8}) {
            if (value <= factor * unit * (1 + 1e-9)) {
                return factor * unit;
            }
        }
        return 10 * unit;
    }

    /** Return six positions from one to another. */
    static List<Double> fifths(double from, double to) {
        return IntStream.rangeClosed(0, 5)
                .mapToObj(i -> from + (to - from) * i / 5)
                .toList();
    }
}
