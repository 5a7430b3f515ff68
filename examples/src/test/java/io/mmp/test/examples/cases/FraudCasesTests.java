package io.mmp.test.examples.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.data.SampleRows;
import io.mmp.test.data.SampleTransactions;
import io.mmp.test.data.Transaction;
import io.mmp.test.database.IsolatedDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@IsolatedDatabase(schema = "fraud-cases.sql")
class FraudCasesTests {

    @BeforeEach
    void fill(DataSource database, @SampleTransactions SampleRows transactions) {
        transactions.insertInto(database, "transactions");
    }

    @RepeatedTest(2)
    void each_fraud_gets_a_case(DataSource database, @SampleTransactions List<Transaction> transactions)
            throws SQLException {
        FraudCases cases = new FraudCases(database);

        transactions.stream().filter(Transaction::isFraud).forEach(fraud -> cases.open(fraud.id()));

        assertThat(cases.count()).isEqualTo(200);
    }

    @Test
    void cases_are_opened_in_the_background(DataSource database) throws SQLException {
        FraudCases cases = new FraudCases(database);

        CompletableFuture<Void> opened =
                CompletableFuture.allOf(cases.openLater(1), cases.openLater(2), cases.openLater(3));

        assertThat(opened).succeedsWithin(Duration.ofSeconds(30));
        assertThat(cases.count()).isEqualTo(3);
    }

    /** The control: what a list in memory would take, a database does not. */
    @Test
    void a_second_case_and_one_of_no_transaction_are_refused(DataSource database) throws SQLException {
        FraudCases cases = new FraudCases(database);
        cases.open(1);

        assertThatThrownBy(() -> cases.open(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cases.open(1001)).isInstanceOf(IllegalStateException.class);
        assertThat(cases.count()).isEqualTo(1);
    }
}
