package io.mmp.test.examples.platform.pipeline;

import static io.mmp.test.contract.ColumnRule.notNull;
import static io.mmp.test.contract.ColumnRule.oneOf;
import static io.mmp.test.contract.ColumnRule.unique;
import static io.mmp.test.contract.ContractAssertions.assertThat;
import static io.mmp.test.pipeline.PipelineAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.contract.TableContract;
import io.mmp.test.contract.TableRows;
import io.mmp.test.contract.TableRule;
import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.examples.platform.pipeline.FraudPipeline.Execution;
import io.mmp.test.fault.Fault;
import io.mmp.test.fault.FaultProxy;
import io.mmp.test.fixture.ServerFixture;
import io.mmp.test.table.ValueType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ingestion component alone, run as Kubeflow Pipelines runs it, on objects of a real S3 server. */
@Tag("e2e")
@Tag("nightly")
@EnabledIfFraudPipeline
class IngestionTests {

    @RegisterExtension
    static final ServerFixture STORE = ServerFixture.of(ObjectStore::spec);

    private static byte[] transactions;

    @TempDir
    Path directory;

    @BeforeAll
    static void export() throws Exception {
        transactions = Files.readAllBytes(Path.of("src/test/resources/pipeline/transactions.csv"));
        ObjectStoreClient client = new ObjectStoreClient(STORE.uri());
        client.createBucket("lake");
        client.put("lake", "transactions.csv", transactions);
        client.put("lake", "torn.csv", Arrays.copyOf(transactions, 5_012));
        client.put("lake", "unended.csv", Arrays.copyOf(transactions, transactions.length - 1));
        assertThat(client.get("lake", "transactions.csv")).isEqualTo(transactions);
    }

    private Execution ingest(URI store, String key, String flaw) throws Exception {
        return new FraudPipeline(directory)
                .readingFrom(store)
                .withFlaw(flaw)
                .ingest("bucket=\"lake\"", "key=\"" + key + "\"");
    }

    /** What the object has, each row once, under the names and types that the next step reads. */
    private static TableContract contract() {
        long lines = new String(transactions, UTF_8).lines().count() - 1;
        return TableContract.of("ingested transactions")
                .withColumn("id", ValueType.STRING, notNull(), unique())
                .withColumn("amount", ValueType.DOUBLE)
                .withColumn("velocity", ValueType.INT64, notNull())
                .withColumn("country", ValueType.STRING, notNull())
                .withColumn("fraud", ValueType.INT64, notNull(), oneOf(0, 1))
                .withRule(TableRule.rowCountIs(lines))
                .withoutOtherColumns()
                .withColumnOrder();
    }

    private static void verify(Execution ingestion) throws Exception {
        assertThat(TableRows.ofCsv(ingestion.artifact("ingest", "rows"))).satisfies(contract());
    }

    @Test
    @ChecklistItem("T03")
    void all_rows_of_the_object_come_with_the_schema_of_the_next_step() throws Exception {
        Execution ingestion = ingest(STORE.uri(), "transactions.csv", "");

        assertThat(ingestion.run())
                .allStepsSucceeded()
                .output("ingest", "Output")
                .isEqualTo("400");
        verify(ingestion);
    }

    @Test
    @NegativeControl("T03")
    void a_row_that_is_lost_is_found() throws Exception {
        Execution ingestion = ingest(STORE.uri(), "transactions.csv", "row lost");

        assertThat(ingestion.run()).allStepsSucceeded(); // it does not know itself
        assertThatThrownBy(() -> verify(ingestion))
                .hasMessageContaining("there are 400 rows: ")
                .hasMessageContaining("399");
    }

    @Test
    @NegativeControl("T03")
    void an_object_that_is_read_twice_is_found() throws Exception {
        Execution ingestion = ingest(STORE.uri(), "transactions.csv", "read twice");

        assertThatThrownBy(() -> verify(ingestion))
                .hasMessageContaining("id is unique: 400 of 800 values break it")
                .hasMessageContaining("there are 400 rows: ");
    }

    @Test
    @NegativeControl("T03")
    void a_column_that_was_renamed_is_found() throws Exception {
        Execution ingestion = ingest(STORE.uri(), "transactions.csv", "column renamed");

        assertThatThrownBy(() -> verify(ingestion))
                .hasMessageContaining("amount")
                .hasMessageContaining("[id, sum, velocity, country, fraud]");
    }

    @Test
    @NegativeControl("T03")
    void an_object_that_is_missing_fails_the_step_and_is_named() throws Exception {
        Execution ingestion = ingest(STORE.uri(), "yesterday.csv", "");

        assertThat(ingestion.exitCode()).isNotZero();
        assertThat(ingestion.run()).failedAt("ingest");
        assertThat(ingestion.run())
                .log("ingest")
                .endsWith("There is no object s3://lake/yesterday.csv: was it exported?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torn.csv   | torn.csv is cut off or broken: line 237 has 2 of 5 columns.",
                "unended.csv| unended.csv is cut off or broken: its last line has no end."
            })
    @NegativeControl("T03")
    void an_object_that_is_not_whole_is_refused(String key, String reason) throws Exception {
        Execution ingestion = ingest(STORE.uri(), key, "");

        assertThat(ingestion.run()).failedAt("ingest").log("ingest").endsWith(reason);
    }

    @Test
    @NegativeControl("T03")
    void a_connection_that_is_cut_in_the_middle_of_the_object_is_no_end_of_it() throws Exception {
        try (FaultProxy proxy = FaultProxy.inFrontOf(STORE.uri())) {
            proxy.inject(Fault.limit(5_000));
            Execution ingestion = ingest(proxy.uri(), "transactions.csv", "");

            assertThat(ingestion.run())
                    .failedAt("ingest")
                    .log("ingest")
                    .containsPattern("IncompleteRead|ResponseStreamingError|ConnectionClosed");
        }
    }
}
