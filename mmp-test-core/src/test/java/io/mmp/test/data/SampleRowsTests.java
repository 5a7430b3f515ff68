package io.mmp.test.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.table.CsvTables;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import io.mmp.test.verdict.FixedSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@FixedSamples
class SampleRowsTests {

    /** One column of each distribution, of which nothing may ever change. */
    private static final SampleRows ALL = SampleRows.ofClasses("label")
            .withClass("normal", 700)
            .withClass("fraud, \"sure\"", 300)
            .withColumn("id", Distribution.rowNumber(-3))
            .withColumn("at", Distribution.times(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofMillis(1500)))
            .withColumn("uniform", Distribution.uniform(-1e-3, 1e5), Distribution.uniform(0, 1e-12))
            .withColumn("integer", Distribution.integers(-5, 5))
            .withColumn("normal", Distribution.normal(0, 1e-3))
            .withColumn("log", Distribution.logNormal(0, 3).withDecimals(3))
            .withColumn("wait", Distribution.exponential(12).withBounds(0.5, 40).withNulls(0.2))
            .withColumn("count", Distribution.poisson(0.5), Distribution.poisson(250))
            .withColumn("flag", Distribution.bernoulli(0.25))
            .withColumn("kind", Distribution.oneOf("a", "b,c", "ü"), Distribution.weighted(Map.of("a", 0.9, "b", 0.1)))
            .withSeed(-1);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 42, -7, Long.MIN_VALUE})
    void there_are_exactly_as_many_of_each_class_whatever_the_seed(long seed) {
        Map<Boolean, Long> counts = Transaction.sample(800, 200).withSeed(seed).stream(Transaction.class)
                .collect(Collectors.partitioningBy(Transaction::isFraud, Collectors.counting()));

        assertThat(counts).isEqualTo(Map.of(false, 800L, true, 200L));
    }

    @Test
    void classes_may_be_empty_texts_or_numbers() {
        SampleRows rows =
                SampleRows.ofClasses("class").withClass(0, 0).withClass(1, 3).withClass(2, 0);
        assertThat(rows.stream()).hasSize(3).allMatch(row -> Objects.equals(row.get("class"), 1L));
        assertThat(rows.withColumn("x", Distribution.rowNumber(0))
                        .table()
                        .column("class")
                        .type())
                .isEqualTo(ValueType.INT64);
        assertThat(SampleRows.of(0).withColumn("x", Distribution.rowNumber(0)).stream())
                .isEmpty();
    }

    /** The digest of the bits; if it changes, so do the results of users' tests. */
    @Test
    void a_seed_gives_the_same_bits_on_each_jdk_in_each_locale() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        ALL.stream()
                .forEach(row -> row.values().forEach(cell -> {
                    Object bits = cell instanceof Double number ? (Object) Double.doubleToRawLongBits(number) : cell;
                    digest.update((bits + "\n").getBytes(UTF_8));
                }));
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("a922021e9ee46299a612b34fcc88e94ae33bba2f254aa12f332f0a66169f43d6");
    }

    @Test
    void a_seed_gives_the_same_file_on_each_jdk_in_each_locale() throws Exception {
        assertThat(digestOfCsv(ALL)).isEqualTo("7284d1c07e92d319a83238c5b6588ca318c171886a738a55aaa281910c4ab371");
        assertThat(digestOfCsv(Transaction.sample(800, 200).withSeed(42)))
                .isEqualTo("cfbc74564959dc5eb5063328e659aed98e479eba1a6b1aadd8c7c19c978cd651");
    }

    @Test
    void another_seed_or_name_gives_other_cells() {
        SampleRows one = SampleRows.of(100).withColumn("x", Distribution.uniform(0, 1));

        assertThat(column(one, "x")).doesNotContainAnyElementsOf(column(one.withSeed(1), "x"));
        SampleRows two = one.withColumn("y", Distribution.uniform(0, 1));
        assertThat(column(two, "y")).doesNotContainAnyElementsOf(column(one, "x"));
        assertThat(column(two, "x")).as("of a table with one column more").isEqualTo(column(one, "x"));
    }

    @Test
    void rows_do_not_depend_on_the_order_or_chunks_in_which_they_are_drawn() {
        List<Map<String, Object>> inOrder = ALL.stream().toList();

        assertThat(ALL.stream().parallel().toList()).isEqualTo(inOrder);
        assertThat(ALL.stream().skip(500).limit(3).toList()).isEqualTo(inOrder.subList(500, 503));
        List<Map<String, Object>> again = new ArrayList<>();
        ALL.stream().iterator().forEachRemaining(again::add);
        assertThat(again).isEqualTo(inOrder);
    }

    @Test
    void a_file_is_read_back_as_the_same_table() throws IOException {
        Path file = directory.resolve("rows.csv");
        ALL.writeCsv(file);
        Table table = ALL.table();
        Map<String, ValueType> types = new LinkedHashMap<>();
        table.columnNames().forEach(name -> types.put(name, table.column(name).type()));

        Table read = CsvTables.read(file, types);

        assertThat(read.rowCount()).isEqualTo(1000);
        LongStream.range(0, 1000).forEach(row -> assertThat(read.row((int) row)).isEqualTo(table.row((int) row)));
        assertThat(Files.readAllLines(file).get(0))
                .isEqualTo("id,at,uniform,integer,normal,log,wait,count,flag,kind,label");
    }

    @Test
    void a_billion_rows_need_no_memory() {
        SampleRows billion = Transaction.sample(800_000_000, 200_000_000);

        assertThat(billion.rowCount()).isEqualTo(1_000_000_000L);
        assertThatThrownBy(() -> Transaction.sample(3_000_000_000L, 0).table())
                .isInstanceOf(SampleException.class)
                .hasMessage("A table has no 3000000000 rows: use stream().");
        assertThat(billion.stream(Transaction.class).skip(0).limit(3))
                .extracting(Transaction::id)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_description_that_contradicts_itself_is_refused() {
        SampleRows classes = SampleRows.ofClasses("class").withClass("a", 1);
        assertThatThrownBy(() -> classes.withClass("a", 1)).hasMessage("class 'a' is there already");
        assertThatThrownBy(() -> classes.withClass("b", -1)).hasMessage("class 'b' cannot have -1 rows");
        assertThatThrownBy(() -> classes.withClass(1, 1))
                .hasMessage("class '1' is a Long; classes are all texts, all integers or all booleans");
        assertThatThrownBy(() -> SampleRows.ofClasses("class").withClass(1.5, 1))
                .hasMessage("class '1.5' is a Double; classes are all texts, all integers or all booleans");
        assertThatThrownBy(() -> classes.withColumn("class", Distribution.bernoulli(0.5)))
                .hasMessage("there already is a column 'class'");
        assertThatThrownBy(() -> classes.withColumn("x", Distribution.bernoulli(0.5), Distribution.bernoulli(0.5)))
                .hasMessage("column 'x' has 2 distributions, but must have one, or one for each of 1 classes");
        assertThatThrownBy(() ->
                        classes.withClass("b", 1).withColumn("x", Distribution.bernoulli(0.5), Distribution.poisson(1)))
                .hasMessage("column 'x' would have values of several types");
        assertThatThrownBy(
                        () -> classes.withColumn("x", Distribution.poisson(1)).withClass("b", 1))
                .hasMessage("Class 'b' comes after column 'x': name all classes before.");
        assertThatThrownBy(() -> SampleRows.ofClasses("class").withColumn("x", Distribution.poisson(1)))
                .hasMessage("Column 'x' comes before the classes: name all of them before.");
        assertThatThrownBy(() -> SampleRows.of(1).withClass("a", 1))
                .hasMessage("These rows have no column of classes: begin with SampleRows.ofClasses(...).");
        assertThatThrownBy(() -> SampleRows.of(-1)).hasMessage("there are no -1 rows");
    }

    private String digestOfCsv(SampleRows rows) throws Exception {
        Path file = directory.resolve("digest.csv");
        rows.writeCsv(file);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static List<Object> column(SampleRows rows, String name) {
        return rows.stream().map(row -> row.get(name)).toList();
    }
}
