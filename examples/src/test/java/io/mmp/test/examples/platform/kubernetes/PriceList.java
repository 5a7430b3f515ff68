package io.mmp.test.examples.platform.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** What nodes cost, in a file: arithmetic, no bill. */
record PriceList(Map<String, Double> perHour) {

    private static final Path FILE = Path.of("src/test/resources/platform/kubernetes/prices.csv");

    static PriceList read() {
        try {
            return new PriceList(Files.readAllLines(FILE).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .collect(Collectors.toMap(cells -> cells[0] + " " + cells[1], cells -> Double.valueOf(cells[2]))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return what a node costs for a time, in the currency of the file. */
    double cost(String node, String capacityType, Duration time) {
        Double price = perHour.get(node + " " + capacityType);
        if (price == null) {
            throw new IllegalArgumentException("%s has no price of a %s node that is %s; it has those of %s."
                    .formatted(
                            FILE,
                            node,
                            capacityType,
                            perHour.keySet().stream().sorted().toList()));
        }
        return price * time.toSeconds() / 3600;
    }
}
