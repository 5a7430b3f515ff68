package io.mmp.test.contract;

import static io.mmp.test.contract.ColumnRule.between;
import static io.mmp.test.contract.ColumnRule.notNull;
import static io.mmp.test.contract.ColumnRule.unique;
import static io.mmp.test.contract.ContractAssertions.assertThat;
import static io.mmp.test.table.ValueType.INT64;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcRowsContractTests {

    private static final TableContract CONTRACT =
            TableContract.of("numbers").withColumn("n", INT64, notNull(), unique(), between(0, 2_498));
    private static final String QUERY = "SELECT x AS \"n\" FROM numbers ORDER BY x";

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE numbers AS SELECT x FROM SYSTEM_RANGE(0, 2498)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void rows_of_a_query_are_judged_over_several_fetches() throws SQLException {
        assertThat(TableRows.ofQuery(connection, QUERY)).satisfies(CONTRACT);
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void the_number_of_a_row_counts_over_all_fetches() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO numbers VALUES 2499");
        }

        assertThat(CONTRACT.judge(TableRows.ofQuery(connection, QUERY)).failures())
                .singleElement()
                .satisfies(rule -> assertThat(rule.first()).containsExactly(new Offender("row 2499", "2499")));
    }

    @Test
    void rows_of_a_result_are_judged_from_where_it_stands() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            rows.next();

            assertThat(CONTRACT.judge(TableRows.ofResultSet(rows)).rowCount()).isEqualTo(2_498);
        }
    }
}
