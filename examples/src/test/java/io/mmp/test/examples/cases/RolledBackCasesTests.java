package io.mmp.test.examples.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.data.Transaction;
import io.mmp.test.database.DatabaseExtension;
import io.mmp.test.database.IsolatedDatabase.End;
import java.sql.SQLException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One database, in which each test works in a transaction that is rolled back. */
class RolledBackCasesTests {

    @RegisterExtension
    final DatabaseExtension database = DatabaseExtension.newInstance()
            .schema("fraud-cases.sql")
            .end(End.ROLLBACK)
            .build();

    @RepeatedTest(3)
    void each_test_begins_without_a_case() throws SQLException {
        FraudCases cases = new FraudCases(database.dataSource());
        assertThat(cases.count()).isZero();

        Transaction.sample(8, 2).withSeed(42).insertInto(database.dataSource(), "transactions");
        cases.open(1);

        assertThat(cases.count()).isEqualTo(1);
    }
}
