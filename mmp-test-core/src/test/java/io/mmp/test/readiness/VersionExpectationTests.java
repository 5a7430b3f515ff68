package io.mmp.test.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionExpectationTests {

    @ParameterizedTest
    @CsvSource({
        ">=1.2 <2, 1.2",
        ">=1.2 <2, 1.10.3",
        "'>=1.2, <2', v1.99",
        ">= 1.2, 1.2.0+build.7",
        "1.2, 1.2.0",
        "!=1.3, 1.4",
        ">1 <=2, 2.0",
        ">=1, 99999999999999999999"
    })
    void a_version_in_a_range_will_do(String range, String version) {
        assertThat(VersionExpectation.range(range).orElseThrow().misfit(version))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ">=1.2 <2, 1.1.9",
        ">=1.2 <2, 2",
        ">=1.10, 1.9",
        "1.2, 1.2.1",
        "!=1.3, 1.3.0",
        "<2, 2.0.0-rc1",
        ">=1, x1",
        ">=1, ''"
    })
    void another_will_not(String range, String version) {
        assertThat(VersionExpectation.range(range).orElseThrow().misfit(version))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "newest", ">=", "^1.2", "~1.2", "1.x", ">=1.2 <", ">=1.2<x", "1.2 || 2", ">=1.2<2"})
    void what_is_no_range_is_refused(String range) {
        assertThat(VersionExpectation.range(range)).isEmpty();
    }
}
