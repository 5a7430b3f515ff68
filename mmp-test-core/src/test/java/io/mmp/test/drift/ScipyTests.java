package io.mmp.test.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What SciPy says of the same data; {@code scipy_reference.py} makes the file. */
class ScipyTests {

    static Stream<Map<String, Object>> numbers() {
        return cases("numbers");
    }

    static Stream<Map<String, Object>> categories() {
        return cases("categories");
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> cases(String kind) {
        try (InputStream file = Objects.requireNonNull(ScipyTests.class.getResourceAsStream("scipy-reference.json"))) {
            Map<String, Object> all = (Map<String, Object>)
                    Objects.requireNonNull(JsonReader.read(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
            return ((List<Map<String, Object>>) Objects.requireNonNull(all.get(kind))).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numbers_are_compared_as_by_scipy(Map<String, Object> expected) {
        double[] reference = values(expected, "reference");
        double[] current = values(expected, "current");
        DriftFinding ks = DriftTest.kolmogorovSmirnov().compare(reference, current);
        assertThat(ks.statistic()).isCloseTo(number(expected, "ks"), within(1e-9));
        assertThat(ks.pValue()).isCloseTo(number(expected, "ksPValue"), within(1e-9));
        double distance = number(expected, "wasserstein");
        assertThat(DriftTest.wasserstein().compare(reference, current).statistic())
                .isCloseTo(distance, within(1e-9 * Math.max(1, distance)));
    }

    @ParameterizedTest
    @MethodSource("categories")
    void categories_are_compared_as_by_scipy(Map<String, Object> expected) {
        List<String> reference = categories(values(expected, "reference"));
        List<String> current = categories(values(expected, "current"));
        DriftFinding chiSquare = DriftTest.chiSquare().compare(reference, current);
        assertThat(chiSquare.statistic()).isCloseTo(number(expected, "chiSquare"), within(1e-9));
        assertThat(chiSquare.pValue()).isCloseTo(number(expected, "chiSquarePValue"), within(1e-9));
        assertThat(DriftTest.jensenShannon().compare(reference, current).statistic())
                .isCloseTo(number(expected, "jensenShannon"), within(1e-9));
    }

    private static List<String> categories(double[] counts) {
        List<String> values = new ArrayList<>();
        for (int category = 0; category < counts.length; category++) {
            values.addAll(Collections.nCopies((int) counts[category], "c" + category));
        }
        return values;
    }

    private static double number(Map<String, Object> expected, String name) {
        return ((Number) Objects.requireNonNull(expected.get(name))).doubleValue();
    }

    private static double[] values(Map<String, Object> expected, String name) {
        return ((List<?>) Objects.requireNonNull(expected.get(name)))
                .stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
    }
}
