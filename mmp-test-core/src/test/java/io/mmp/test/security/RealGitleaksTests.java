package io.mmp.test.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.json.JsonReader;
import io.mmp.test.security.GoProgram.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

@Tag("e2e")
class RealGitleaksTests {

    private record Result(long hits, long falseAlarms) {}

    @Test
    void no_fewer_secrets_are_found_than_by_gitleaks_and_fewer_false_alarms_raised(
            @TempDir Path root, TestReporter reporter) throws Exception {
        GoProgram gitleaks = GoProgram.find("gitleaks");
        long hits = 0;
        long falseAlarms = 0;
        for (int seed = 11; seed <= 15; seed++) {
            Path directory = Files.createDirectory(root.resolve("corpus-" + seed));
            SecretCorpus corpus = SecretCorpus.write(directory, seed);
            Result ours = result(
                    corpus,
                    SecretScan.of(directory).report().findings().stream()
                            .map(SecretFinding::file)
                            .collect(Collectors.toSet()));
            Result theirs = result(corpus, files(gitleaks, directory));
            reporter.publishEntry(
                    "corpus " + seed,
                    "%s secrets: ours %s and %s false alarms, gitleaks %s and %s"
                            .formatted(
                                    corpus.planted().size(),
                                    ours.hits,
                                    ours.falseAlarms,
                                    theirs.hits,
                                    theirs.falseAlarms));
            assertThat(ours.hits).isGreaterThanOrEqualTo(theirs.hits);
            assertThat(ours.falseAlarms).isLessThan(theirs.falseAlarms);
            hits += theirs.hits;
            falseAlarms += theirs.falseAlarms;
        }
        assertThat(hits).as("what gitleaks finds at all").isPositive();
        assertThat(falseAlarms).isPositive();
    }

    /** Each file with a secret is one hit, each without one that is told is a false alarm. */
    private static Result result(SecretCorpus corpus, Set<String> files) {
        return new Result(
                files.stream()
                        .filter(file -> corpus.planted().containsKey(file.replaceFirst("^secret/", "")))
                        .count(),
                files.stream().filter(file -> file.startsWith("bait/")).count());
    }

    private static Set<String> files(GoProgram gitleaks, Path directory) throws IOException, InterruptedException {
        Path report = directory.resolveSibling(directory.getFileName() + ".json");
        Run run = gitleaks.run(
                directory,
                "dir",
                ".",
                "--no-banner",
                "--max-decode-depth",
                "2",
                "--report-format",
                "json",
                "--report-path",
                report.toString());
        assertThat(run.status()).as(run.output()).isEqualTo(1);
        Set<String> files = new TreeSet<>();
        for (Object finding : (List<?>) Objects.requireNonNull(JsonReader.read(Files.readString(report)))) {
            files.add(String.valueOf(((Map<?, ?>) finding).get("File")));
        }
        return files;
    }
}
