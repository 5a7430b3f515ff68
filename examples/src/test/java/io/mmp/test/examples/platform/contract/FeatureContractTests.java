package io.mmp.test.examples.platform.contract;

import static io.mmp.test.contract.ColumnRule.atLeast;
import static io.mmp.test.contract.ColumnRule.finite;
import static io.mmp.test.contract.ColumnRule.notNull;
import static io.mmp.test.contract.ColumnRule.unique;
import static io.mmp.test.contract.ContractAssertions.assertThat;
import static io.mmp.test.table.ValueType.DOUBLE;
import static io.mmp.test.table.ValueType.INT64;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.contract.ComponentContract;
import io.mmp.test.contract.TableContract;
import io.mmp.test.contract.TableRows;
import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A component that makes features of transactions, by the contract of both. */
class FeatureContractTests {

    private static final TableContract TRANSACTIONS =
            TableContract.ofOdcs(Path.of("src/test/resources/platform/contract/transactions.odcs.yaml"));

    private static final TableContract FEATURES = TableContract.of("features")
            .withColumn("id", INT64, notNull(), unique())
            .withColumn("log_amount", DOUBLE, notNull(), finite(), atLeast(0))
            .withoutOtherColumns();

    private static final ComponentContract COMPONENT =
            ComponentContract.of("features", TRANSACTIONS, FEATURES).withAllRows();

    @TempDir
    private Path directory;

    @Test
    @ChecklistItem("T04")
    void features_are_by_their_contract_without_nulls() throws IOException {
        TableRows transactions = transactions("1,99.5,DE,2026-01-01T10:00:00Z", "2,0,FR,2026-01-01T11:00:00Z");

        assertThat(COMPONENT).isKeptBy(this::features, transactions);
    }

    @Test
    @NegativeControl("T04")
    void a_null_among_the_features_is_rejected() throws IOException {
        TableRows transactions = transactions("1,99.5,DE,2026-01-01T10:00:00Z");
        TableRows features = TableRows.ofCsv(write("features.csv", "id,log_amount", "1,"));

        assertThatThrownBy(() -> assertThat(COMPONENT).isKeptBy(transactions, features))
                .hasMessageContaining("CRITICAL log_amount is not null: 1 of 1 row breaks it")
                .hasMessageContaining("features.csv:2: null");
    }

    @Test
    @NegativeControl("T04")
    void a_component_that_takes_what_it_must_refuse_is_rejected() throws IOException {
        TableRows negative = transactions("1,-5,DE,2026-01-01T10:00:00Z");

        assertThatThrownBy(() -> assertThat(COMPONENT).isEnforcedBy(this::features, negative))
                .hasMessageContaining("Expecting component 'features' to refuse transactions.csv");
    }

    /** The component: it stands for the one of a pipeline, which reads and writes files as this one does. */
    private TableRows features(TableRows transactions) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,log_amount"));
        for (String line : Files.readAllLines(directory.resolve("transactions.csv")).stream()
                .skip(1)
                .toList()) {
            String[] cells = line.split(",", -1);
            lines.add(cells[0] + "," + Math.log1p(Math.max(0, Double.parseDouble(cells[1]))));
        }
        return TableRows.ofCsv(write("features.csv", lines.toArray(String[]::new)));
    }

    private TableRows transactions(String... rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,amount,country,at"));
        lines.addAll(List.of(rows));
        return TableRows.ofCsv(write("transactions.csv", lines.toArray(String[]::new)));
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines));
    }
}
