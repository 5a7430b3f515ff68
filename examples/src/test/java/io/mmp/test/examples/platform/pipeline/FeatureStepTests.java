package io.mmp.test.examples.platform.pipeline;

import static io.mmp.test.pipeline.PipelineAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.examples.platform.pipeline.FraudPipeline.Execution;
import io.mmp.test.fixture.ServerFixture;
import io.mmp.test.table.Column;
import io.mmp.test.table.CsvTables;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The feature step, as the pipeline runs it: what it hands to the training has its schema and no nulls. */
@Tag("e2e")
@Tag("nightly")
@EnabledIfFraudPipeline
class FeatureStepTests {

    @RegisterExtension
    static final ServerFixture STORE = ServerFixture.of(ObjectStore::spec);

    @TempDir
    Path directory;

    @BeforeAll
    static void export() throws Exception {
        ObjectStoreClient client = new ObjectStoreClient(STORE.uri());
        client.createBucket("lake");
        client.put("lake", "t.csv", Files.readAllBytes(Path.of("src/test/resources/pipeline/transactions.csv")));
    }

    private Execution run(String flaw) throws Exception {
        return new FraudPipeline(directory)
                .readingFrom(STORE.uri())
                .withFlaw(flaw)
                .run("bucket=\"lake\"", "key=\"t.csv\"", "threshold=1.0");
    }

    private static void verify(Execution execution) throws Exception {
        Map<String, ValueType> schema = new LinkedHashMap<>();
        schema.put("id", ValueType.STRING);
        schema.put("log_amount", ValueType.DOUBLE);
        schema.put("amount_missing", ValueType.INT64);
        schema.put("velocity", ValueType.INT64);
        schema.put("abroad", ValueType.INT64);
        schema.put("fraud", ValueType.INT64);
        Path file = execution.artifact("features", "table");
        assertThat(Files.readAllLines(file).get(0)).isEqualTo(String.join(",", schema.keySet()));
        Table features = CsvTables.read(file, schema);
        assertThat(features.rowCount()).isEqualTo(400);
        assertThat(features.columnNames())
                .allSatisfy(name -> assertThat(nulls(features.column(name)))
                        .as("nulls in %s", name)
                        .isZero());
    }

    private static long nulls(Column column) {
        return IntStream.range(0, column.size()).filter(column::isNull).count();
    }

    @Test
    @ChecklistItem("T04")
    void the_features_have_their_schema_and_no_nulls() throws Exception {
        Execution execution = run("");

        assertThat(execution.run()).output("features", "Output").isEqualTo("400");
        verify(execution);
    }

    @Test
    @NegativeControl("T04")
    void a_null_that_goes_through_is_found_and_fails_the_training() throws Exception {
        Execution execution = run("null kept");

        assertThatThrownBy(() -> verify(execution))
                .hasMessageContaining("[nulls in log_amount]")
                .hasMessageContaining("expected: 0L\n but was: 11L");
        assertThat(execution.run())
                .failedAt("train")
                .log("train")
                .endsWith("ValueError: could not convert string to float: ''");
    }
}
