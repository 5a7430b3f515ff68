package io.mmp.test.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.mmp.test.table.Table;
import io.mmp.test.verdict.FixedSamples;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

@FixedSamples
class SampleTransactionsTests {

    private final List<Transaction> ofConstructor;

    SampleTransactionsTests(@SampleTransactions List<Transaction> transactions) {
        ofConstructor = transactions;
    }

    private record Amount(double amount, boolean isFraud) {}

    @SampleTransactions(normal = 8, fraud = 2, seed = 7)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Few {}

    @Test
    void a_parameter_has_them_as_it_likes(
            @SampleTransactions List<Transaction> records,
            @SampleTransactions List<Amount> own,
            @SampleTransactions Table table,
            @SampleTransactions SampleRows rows) {
        assertThat(records).hasSize(1000).filteredOn(Transaction::isFraud).hasSize(200);
        assertThat(records)
                .isEqualTo(ofConstructor)
                .isEqualTo(rows.stream(Transaction.class).toList());
        assertThat(own)
                .extracting(Amount::amount)
                .isEqualTo(records.stream().map(Transaction::amount).toList());
        assertThat(table.columnNames())
                .containsExactly(
                        "id",
                        "amount",
                        "velocity_1h",
                        "is_foreign_ip",
                        "failed_login_attempts",
                        "hour_of_day",
                        "account_age_days",
                        "is_fraud");
        assertThat(table.rowCount()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void it_works_through_another_annotation_and_beside_arguments(int argument, @Few List<Transaction> few) {
        assertThat(argument).isPositive();
        assertThat(few).hasSize(10).isNotEqualTo(ofConstructor.subList(0, 10));
    }

    @Nested
    class Inside {
        @Test
        void it_works_in_nested_classes(@Few SampleRows few) {
            assertThat(few.rowCount()).isEqualTo(10);
        }
    }

    @Test
    void a_parameter_of_another_type_is_refused() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(TextTestCase.class))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        finishedWithFailure(
                                message(
                                        "@SampleTransactions gives a List of records such as List<Transaction>, a Table or SampleRows, but the parameter is a java.util.List<java.lang.String>.")));
    }

    static class TextTestCase {
        @Test
        void wants_texts(@SampleTransactions List<String> texts) {
            assertThat(texts).isNotNull();
        }
    }
}
