package io.mmp.test.measure;

import io.mmp.test.verdict.Sample;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A measurement as a baseline has it.
 *
 * @param threads the threads that were measured
 * @param wallMillis the wall time of each round
 * @param cpuMillis the CPU time of each round
 * @param allocatedMebibytes what each round allocated
 */
record Recorded(
        MeasuredThreads threads, List<Double> wallMillis, List<Double> cpuMillis, List<Double> allocatedMebibytes) {

    static final String THREADS = "threads";
    static final String WALL = "wallMillis";
    static final String CPU = "cpuMillis";
    static final String ALLOCATED = "allocatedMebibytes";

    static Recorded of(Measurement measurement) {
        return new Recorded(
                measurement.threads(),
                list(Quantity.WALL, measurement),
                list(Quantity.CPU, measurement),
                list(Quantity.ALLOCATED, measurement));
    }

    private static List<Double> list(Quantity quantity, Measurement measurement) {
        return Arrays.stream(quantity.values(measurement)).boxed().toList();
    }

    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(THREADS, threads.name());
        tree.put(WALL, wallMillis);
        tree.put(CPU, cpuMillis);
        tree.put(ALLOCATED, allocatedMebibytes);
        return tree;
    }

    /** Return the sample that is compared with one of a quantity. */
    Sample sample(Quantity quantity) {
        return Sample.of(quantity.what() + " of the baseline", quantity.unit(), values(quantity));
    }

    double median(Quantity quantity) {
        return new Summary<>(Arrays.stream(values(quantity)).boxed().toList()).median();
    }

    private double[] values(Quantity quantity) {
        List<Double> values = quantity.equals(Quantity.CPU)
                ? cpuMillis
                : quantity.equals(Quantity.ALLOCATED) ? allocatedMebibytes : wallMillis;
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
