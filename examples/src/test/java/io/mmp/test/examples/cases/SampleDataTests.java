package io.mmp.test.examples.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.data.Distribution;
import io.mmp.test.data.SampleRows;
import io.mmp.test.verdict.Proportion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data of one's own, whose distributions are known. */
class SampleDataTests {

    private static final SampleRows PAYMENTS = SampleRows.ofClasses("is_fraud")
            .withClass(false, 800)
            .withClass(true, 200)
            .withColumn("id", Distribution.rowNumber(1))
            .withColumn("amount", amount(3.5), amount(4.2))
            .withColumn("country", Distribution.oneOf("AT", "CH", "DE").withNulls(0.1))
            .withSeed(42);

    private record Payment(long id, double amount, String country, boolean isFraud) {}

    @Test
    void a_rule_finds_most_fraud_in_data_of_which_all_is_known() {
        assertThat(foundBy(60)).isGreaterThan(0.4);
    }

    /** The control: a rule that looks away is seen. */
    @Test
    void a_rule_that_finds_nothing_is_seen() {
        assertThat(foundBy(1e9)).isZero();
    }

    @Test
    void the_shares_are_those_that_were_asked_for() {
        List<Payment> payments = PAYMENTS.stream(Payment.class).toList();

        assertThat(payments).hasSize(1000).filteredOn(Payment::isFraud).hasSize(200);
        long unknown =
                payments.stream().filter(payment -> payment.country() == null).count();
        Proportion.of("payment without a country", unknown, "payment", 1000)
                .isAtMost(0.15)
                .orFail();
    }

    private static double foundBy(double limit) {
        return PAYMENTS.stream(Payment.class)
                .filter(Payment::isFraud)
                .mapToInt(payment -> payment.amount() > limit ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static Distribution amount(double mean) {
        return Distribution.logNormal(mean, 0.9).withDecimals(2);
    }
}
