package io.mmp.test.examples.platform.pipeline;

import static io.mmp.test.contract.ColumnRule.notNull;
import static io.mmp.test.contract.ContractAssertions.assertThat;
import static io.mmp.test.pipeline.PipelineAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.contract.TableContract;
import io.mmp.test.contract.TableRows;
import io.mmp.test.contract.TableRule;
import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.examples.platform.pipeline.FraudPipeline.Execution;
import io.mmp.test.fixture.ServerFixture;
import io.mmp.test.table.ValueType;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final TableContract FEATURES = TableContract.of("features")
            .withColumn("id", ValueType.STRING, notNull())
            .withColumn("log_amount", ValueType.DOUBLE, notNull())
            .withColumn("amount_missing", ValueType.INT64, notNull())
            .withColumn("velocity", ValueType.INT64, notNull())
            .withColumn("abroad", ValueType.INT64, notNull())
            .withColumn("fraud", ValueType.INT64, notNull())
            .withRule(TableRule.rowCountIs(400))
            .withoutOtherColumns()
            .withColumnOrder();

    private static void verify(Execution execution) throws Exception {
        assertThat(TableRows.ofCsv(execution.artifact("features", "table"))).satisfies(FEATURES);
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
                .hasMessageContaining("log_amount is not null: 11 of 400 rows break it");
        assertThat(execution.run())
                .failedAt("train")
                .log("train")
                .endsWith("ValueError: could not convert string to float: ''");
    }
}
