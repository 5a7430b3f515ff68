package io.mmp.test.mlflow.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.mlflow.process.MlflowProcess;
import io.mmp.test.mlflow.process.MlflowProcesses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that the embedded server answers as the real one does, and writes {@code target/differential/report.md}.
 *
 * <p>The real server is forked from a warm process, or started on its own if {@code mmp.mlflow.process.start} says {@code plain}, as for
 * {@linkplain MlflowProcesses tests} that run on it; or it is what {@code mmp.differential.uri} names, which must be fresh.
 * {@code mmp.differential.requests} is the number of generated requests, 20,000 in a long run, and {@code mmp.differential.seed}
 * the first seed; a failing sequence is repeated by its seed against fresh servers only, as sequences build on one another.
 * {@code mmp.differential.other} names a second server to stand in for the embedded one: real against real shows that the
 * suite itself finds no differences where there are none.
 */
@Tag("e2e")
@EnabledIfMlflowProcess
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DifferentialTests {

    private static final List<String> SCENARIO_FILES = List.of(
            "experiments.txt",
            "registered-models.txt",
            "model-versions.txt",
            "registry-search.txt",
            "runs.txt",
            "run-search.txt",
            "metrics.txt",
            "artifacts.txt",
            "cross-origin.txt",
            "traces.txt",
            "odd-requests.txt");

    private static final int SEQUENCE_LENGTH = 500;
    private static final int SHOWN = 10;

    private final Report report = new Report();
    private final Map<String, Integer> callsByEndpoint = new HashMap<>();
    private @Nullable MlflowProcesses processes;
    private @Nullable MlflowProcess real;
    private @Nullable EmbeddedMlflow embedded;
    private @Nullable Dialogue dialogue;

    @BeforeAll
    void connect(@TempDir Path artifacts) {
        String reference = System.getProperty("mmp.differential.uri");
        if (reference == null) {
            processes = MlflowProcesses.from(name -> Optional.ofNullable(System.getProperty(name)));
            real = processes.start();
            reference = real.uri().toString();
        }
        String other = System.getProperty("mmp.differential.other");
        if (other == null) {
            embedded = EmbeddedMlflow.start(artifacts);
            other = embedded.uri().toString();
        }
        dialogue = new Dialogue(URI.create(reference), URI.create(other), report);
        assertThat(everything())
                .as("mmp.differential.uri must name a fresh server; what others left there would be found by searches")
                .hasSize(1);
    }

    private List<?> everything() {
        Request experiments = Request.get("experiments/search", Map.of("view_type", "ALL", "max_results", 2));
        Request models = Request.get("registered-models/search", Map.of("max_results", 1));
        return Stream.of(experiments, models)
                .map(request -> dialogue().exchange(request).reference().content())
                .flatMap(content -> ((Map<?, ?>) content).values().stream())
                .filter(List.class::isInstance)
                .flatMap(found -> ((List<?>) found).stream())
                .toList();
    }

    @AfterAll
    void writeReport() throws IOException {
        if (embedded != null) {
            embedded.close();
        }
        if (real != null) {
            real.close();
        }
        if (processes != null) {
            processes.close();
        }
        if (dialogue != null) {
            report.write(Path.of("target", "differential"));
        }
    }

    @TestFactory
    @Order(1)
    Stream<DynamicTest> scenarios_are_answered_alike() throws IOException {
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (String file : SCENARIO_FILES) {
            for (Scenario scenario : ScenarioFile.read(file)) {
                tests.add(DynamicTest.dynamicTest(
                        scenario.title(), () -> verify(scenario.play(dialogue(), this::everySecondToTheTwin))));
            }
        }
        return tests.build();
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> generated_sequences_are_answered_alike() {
        long firstSeed = Long.getLong("mmp.differential.seed", 1);
        int sequences = Integer.getInteger("mmp.differential.requests", 1_000) / SEQUENCE_LENGTH;
        return LongStream.range(firstSeed, firstSeed + sequences)
                .mapToObj(seed -> DynamicTest.dynamicTest(
                        "seed " + seed, () -> verify(new Sequence(seed).play(dialogue(), SEQUENCE_LENGTH))));
    }

    @Test
    @Order(3)
    void every_core_endpoint_and_its_twin_is_compared() throws IOException {
        List<String> endpoints = ScenarioFile.lines("endpoints.txt");

        assertThat(endpoints).hasSize(54);
        assertThat(report.endpoints()).containsAll(endpoints);
        assertThat(report.twins()).containsAll(endpoints);
        assertThat(report.shapes()).isGreaterThanOrEqualTo(600);
    }

    private static void verify(List<Mismatch> mismatches) {
        if (!mismatches.isEmpty()) {
            fail(
                    "%s fields differ:%n%s",
                    mismatches.size(),
                    mismatches.stream()
                            .limit(SHOWN)
                            .map(Mismatch::toString)
                            .collect(Collectors.joining(System.lineSeparator())));
        }
    }

    private Dialogue dialogue() {
        return Objects.requireNonNull(dialogue);
    }

    private Request everySecondToTheTwin(Request request) {
        return callsByEndpoint.merge(request.endpoint(), 1, Integer::sum) % 2 == 0 ? request.toAjaxTwin() : request;
    }
}
