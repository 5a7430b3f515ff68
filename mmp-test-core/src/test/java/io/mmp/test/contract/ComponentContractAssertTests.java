package io.mmp.test.contract;

import static io.mmp.test.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComponentContractAssertTests {

    private record Payment(
            @ColumnRules(unique = true) int id,
            @Nullable @ColumnRules(min = "0", max = "100") Double amount) {}

    private record Feature(int id, double amount, Size size, LocalDate day) {}

    private enum Size {
        SMALL,
        LARGE
    }

    private static final ComponentContract CONTRACT = ComponentContract.of(
                    "features", TableContract.ofRecord(Payment.class), TableContract.ofRecord(Feature.class))
            .withAllRows();

    private static TableRows payments(Payment... payments) {
        return TableRows.ofRecords(Payment.class, List.of(payments));
    }

    private static TableRows features(Feature... features) {
        return TableRows.ofRecords(Feature.class, List.of(features));
    }

    private static Feature feature(int id) {
        return new Feature(id, 1, Size.SMALL, LocalDate.of(2026, 1, 1));
    }

    @Test
    void a_component_that_keeps_its_contract_passes() {
        assertThat(CONTRACT)
                .isKeptBy(
                        input -> features(feature(1), feature(2)), payments(new Payment(1, null), new Payment(2, 3.0)));
    }

    @Test
    void a_component_that_loses_a_row_fails() {
        assertThatThrownBy(() -> assertThat(CONTRACT)
                        .isKeptBy(input -> features(feature(1)), payments(new Payment(1, 1.0), new Payment(2, 3.0))))
                .hasMessage(
                        "%nExpecting the output of component 'features' to have as many rows as its input, but of 2 rows came 1"
                                .formatted());
        assertThat(ComponentContract.of("x", CONTRACT.input(), CONTRACT.output())
                        .withRowsLostAtMost(0.5))
                .isKeptBy(payments(new Payment(1, 1.0), new Payment(2, 3.0)), features(feature(1)));
    }

    @Test
    void output_that_breaks_its_contract_fails() {
        assertThatThrownBy(() -> assertThat(CONTRACT)
                        .isKeptBy(
                                payments(new Payment(1, 1.0)),
                                features(new Feature(1, Double.NaN, Size.LARGE, LocalDate.EPOCH))))
                .hasMessage("""

                        Expecting the output of component 'features' (the list of Feature, 1 rows) to satisfy the contract 'Feature', but 1 of its 6 rules are broken:
                          CRITICAL amount is not null: 1 of 1 row breaks it
                            row 0: NaN
                        """.replace("\n", System.lineSeparator()));
    }

    @Test
    void a_component_that_throws_at_good_input_fails() {
        assertThatThrownBy(() -> assertThat(CONTRACT)
                        .isKeptBy(
                                input -> {
                                    throw new IllegalStateException("full");
                                },
                                payments(new Payment(1, 1.0))))
                .hasMessage(
                        "%nExpecting component 'features' to accept the list of Payment, which satisfies its contract, but it threw java.lang.IllegalStateException: full"
                                .formatted());
    }

    @Test
    void a_component_must_refuse_input_that_breaks_its_contract() {
        TableRows broken = payments(new Payment(1, -1.0));

        assertThat(CONTRACT)
                .isEnforcedBy(
                        input -> {
                            throw new IllegalArgumentException("amount");
                        },
                        broken);
        assertThatThrownBy(() -> assertThat(CONTRACT).isEnforcedBy(input -> features(feature(1)), broken))
                .hasMessageStartingWith(
                        "%nExpecting component 'features' to refuse the list of Payment, but it made the list of Feature of it, though of the contract 'Payment' are broken:%n  CRITICAL amount is between 0 and 100: 1 of 1 value breaks it"
                                .formatted());
        assertThatThrownBy(() -> assertThat(CONTRACT).isEnforcedBy(input -> input, payments(new Payment(1, 1.0))))
                .hasMessage(
                        "%nExpecting the list of Payment to break the contract 'Payment' of the input of 'features', so that it is refused, but it satisfies it"
                                .formatted());
    }
}
