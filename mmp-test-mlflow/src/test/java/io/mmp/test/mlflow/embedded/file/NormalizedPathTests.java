package io.mmp.test.mlflow.embedded.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths resolve as Python's {@code posixpath.normpath} resolves them. */
class NormalizedPathTests {

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b",
        "a//b/, a/b",
        "./a, a",
        "a/../b, b",
        "../a, ../a",
        "/../a, /a",
        "//a, //a",
        "///a, /a",
        "'', .",
        "a/.., ."
    })
    void normalises_paths(String path, String expected) {
        assertThat(SafePath.normalize(path)).isEqualTo(expected);
    }
}
