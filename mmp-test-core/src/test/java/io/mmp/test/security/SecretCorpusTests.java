package io.mmp.test.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretCorpusTests {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void each_secret_is_found_where_it_stands_and_nothing_else(long seed, @TempDir Path directory) throws IOException {
        SecretCorpus corpus = SecretCorpus.write(directory, seed);
        SecretReport report = SecretScan.of(directory).report();
        Map<String, String> found = new TreeMap<>();
        report.findings().forEach(finding -> found.merge(finding.file(), finding.digest(), (a, b) -> a + " " + b));
        Map<String, String> planted = new TreeMap<>();
        corpus.planted().forEach((file, secret) -> planted.put("secret/" + file, SecretAllowList.digestOf(secret)));

        assertThat(found).isEqualTo(planted);
        assertThat(report.unjudged()).isEmpty();
        assertThat(report.toString()).doesNotContain(corpus.planted().values());
    }

    @Test
    void the_corpus_is_the_same_for_a_seed(@TempDir Path one, @TempDir Path two) throws IOException {
        assertThat(SecretCorpus.write(one, 1).planted())
                .isEqualTo(SecretCorpus.write(two, 1).planted());
        assertThat(List.copyOf(SecretCorpus.write(one, 2).planted().values()))
                .doesNotContainAnyElementsOf(
                        SecretCorpus.write(two, 1).planted().values());
    }
}
