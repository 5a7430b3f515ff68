package io.mmp.test.feast.parity;

import static io.mmp.test.feast.parity.ServedTable.id;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.RedisServer;
import io.mmp.test.feast.parity.ServedTable.Fault;
import io.mmp.test.json.JsonReader;
import io.mmp.test.server.ManagedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds of a table of any size in an engine, beside a real Redis: how much memory a comparison takes, and what a kill costs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StreamedRedisContract {

    private static final String HEAP = "48m";
    private static final int RANGE = 10_000;
    private static final int ASKED = 1_000;
    private static final Pattern FIRST = Pattern.compile("^asked for \\d+ from \\{customer_id=(-?\\d+)\\}");

    private final int keys;
    private final Map<Integer, Fault> faults;
    private ManagedServer redis;
    private ServedTable table;
    private @Nullable Outcome undisturbed;

    /** The message of an assertion, and the report that it wrote. */
    private record Outcome(String message, String report) {}

    @TempDir
    private Path directory;

    StreamedRedisContract(int keys) {
        this.keys = keys;
        this.faults = faults(keys);
    }

    /** Start or name the engine. */
    abstract String url(Path data);

    /** At both ends, at both sides of the end of a range, and anywhere. */
    private static Map<Integer, Fault> faults(int keys) {
        Map<Integer, Fault> faults = new TreeMap<>(
                Map.of(0, Fault.WRONG, RANGE - 1, Fault.MISSING, RANGE, Fault.STALE, keys - 1, Fault.MISSING));
        Random random = new Random(20261129);
        List<Fault> kinds = List.of(Fault.values());
        while (faults.size() < 12) {
            // Nothing is before the first row, which one entity in ten should be served.
            faults.putIfAbsent(random.nextInt(keys / 10) * 10 + random.nextInt(9), kinds.get(faults.size() % 3));
        }
        return faults;
    }

    @BeforeAll
    void fill(@TempDir Path data) throws IOException, SQLException {
        assumeTrue(RedisServer.isInstalled(), "redis-server is not in PATH");
        redis = ManagedServer.start(RedisServer.spec());
        table = ServedTable.fill(url(data), redis.uri(), "many", keys);
    }

    @AfterAll
    void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @AfterEach
    void mend() throws IOException {
        table.mend(faults.keySet());
        table.takeAsked();
    }

    private String run(String heap, String way, String name) throws IOException {
        Path place = Files.createDirectories(directory.resolve(name));
        return StreamedJvm.run(heap, table, way, place, directory.resolve("parity.checkpoint"), RANGE);
    }

    private String report(String name) throws IOException {
        return Files.readString(directory.resolve(name).resolve("parity.json"));
    }

    private static String message(String output) {
        return output.substring(output.indexOf("Expecting "));
    }

    @Test
    void all_keys_agree_in_a_small_heap_and_each_is_asked_for_once() throws IOException {
        table.takeAsked();
        assertThat(run(HEAP, "streamed", "agrees")).endsWith(StreamedJvm.AGREES);
        assertThat(table.takeAsked()).isEqualTo(keys);
        assertThat(report("agrees")).contains("\"wrong\" : 0").contains("\"compared\" : " + 3L * keys);
    }

    @Test
    void faults_anywhere_are_found_and_no_others() throws IOException {
        Outcome outcome = undisturbed();

        assertThat(outcome.message())
                .startsWith("Expecting online features of %s entities to agree with ".formatted(keys))
                .contains("but %s of %s values are wrong ("
                        .formatted(count(Fault.WRONG) + 3 * (count(Fault.MISSING) + count(Fault.STALE)), 3L * keys));
        assertThat(found(outcome.report())).isEqualTo(expected());
    }

    @Test
    @Tag("nightly") // takes half of the time of all
    void a_comparison_of_the_whole_table_does_not_fit_this_heap_and_finds_the_same_in_more() throws IOException {
        Outcome outcome = undisturbed();
        table.plant(faults);

        assertThat(run(HEAP, "local", "starved"))
                .doesNotContain(StreamedJvm.AGREES)
                .doesNotContain("Expecting ")
                .contains("OutOfMemoryError");
        assertThat(message(run("2g", "local", "local"))).isEqualTo(outcome.message());
        assertThat(report("local")).isEqualTo(outcome.report());
    }

    /** Return what a run finds that nobody disturbs. */
    private Outcome undisturbed() throws IOException {
        if (undisturbed == null) {
            table.plant(faults);
            String message = message(run(HEAP, "streamed", "undisturbed"));
            undisturbed = new Outcome(message, report("undisturbed"));
        }
        return undisturbed;
    }

    private long count(Fault kind) {
        return faults.values().stream().filter(kind::equals).count();
    }

    /** Return the entities that are shown for each feature and cause. */
    private static Map<String, List<String>> found(String report) {
        Map<?, ?> tree = (Map<?, ?>) requireNonNull(JsonReader.read(report));
        assertThat((List<?>) tree.get("features")).allSatisfy(feature -> {
            Map<?, ?> counts = (Map<?, ?>) requireNonNull(((Map<?, ?>) feature).get("causes"));
            assertThat(counts.values())
                    .allSatisfy(count -> assertThat((BigDecimal) count)
                            .as("all of them are shown")
                            .isLessThanOrEqualTo(BigDecimal.TEN));
        });
        return ((List<?>) requireNonNull(tree.get("mismatches")))
                .stream()
                        .map(mismatch -> (Map<?, ?>) mismatch)
                        .collect(Collectors.groupingBy(
                                mismatch -> mismatch.get("feature") + " " + mismatch.get("cause"),
                                TreeMap::new,
                                Collectors.mapping(
                                        mismatch -> String.valueOf(mismatch.get("key")), Collectors.toList())));
    }

    private Map<String, List<String>> expected() {
        Map<String, List<String>> expected = new TreeMap<>();
        for (String feature : List.of("balance", "orders", "segment")) {
            expected.put("customer_stats:" + feature + " not materialized", entities(Fault.MISSING));
            expected.put("customer_stats:" + feature + " stale value", entities(Fault.STALE));
        }
        expected.put("customer_stats:orders value", entities(Fault.WRONG));
        return expected;
    }

    private List<String> entities(Fault kind) {
        return faults.entrySet().stream()
                .filter(fault -> fault.getValue() == kind)
                .map(fault -> "{customer_id=" + id(fault.getKey()) + "}")
                .toList();
    }

    @Test
    void who_is_killed_in_the_middle_is_gone_on_with_by_another_jvm_that_asks_for_the_rest_alone() throws IOException {
        Outcome outcome = undisturbed();
        table.plant(faults);
        table.takeAsked();

        killAfter(keys / ASKED * 2 / 5 + 3);
        assertThat(table.takeAsked()).as("of all, before the kill").isLessThan(keys);
        int done = done();
        assertThat(done).isPositive().isLessThan(keys).matches(count -> count % RANGE == 0, "whole ranges");
        assertThat(faults.keySet())
                .as("wrong before and after the kill")
                .anyMatch(k -> k < done)
                .anyMatch(k -> k >= done);

        String output = run(HEAP, "streamed", "resumed");
        Matcher first = FIRST.matcher(output);
        assertThat(first.find()).isTrue();
        assertThat(Long.parseLong(first.group(1))).isEqualTo(id(done));
        assertThat(table.takeAsked()).isEqualTo(keys - done);
        assertThat(message(output)).isEqualTo(outcome.message());
        assertThat(report("resumed")).isEqualTo(outcome.report());
        assertThat(directory.resolve("parity.checkpoint")).doesNotExist();
    }

    private void killAfter(int questions) throws IOException {
        Path place = Files.createDirectories(directory.resolve("killed"));
        Process process =
                StreamedJvm.start(HEAP, table, "streamed", place, directory.resolve("parity.checkpoint"), RANGE);
        try (BufferedReader lines = process.inputReader()) {
            Stream<String> asked = lines.lines().filter(line -> line.startsWith("asked for "));
            assertThat(asked.limit(questions).count()).isEqualTo(questions);
        } finally {
            process.destroyForcibly().onExit().join();
        }
        assertThat(process.exitValue()).as("of a process that was killed").isEqualTo(128 + 9);
        assertThat(place.resolve("parity.json")).doesNotExist();
    }

    private int done() throws IOException {
        String text = Files.readString(directory.resolve("parity.checkpoint"));
        Map<?, ?> tree = (Map<?, ?>) requireNonNull(JsonReader.read(text.substring(text.indexOf('\n') + 1)));
        return Integer.parseInt((String) requireNonNull(tree.get("entities")));
    }
}
