package io.mmp.test.feast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("e2e")
@ExtendWith(LocalEngines.class)
class LocalSparkTests {

    @Test
    void answers_by_jdbc(LocalSpark spark) throws SQLException {
        try (Connection connection = DriverManager.getConnection(spark.url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*), current_timezone() FROM range(1000)")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(1000);
            assertThat(rows.getString(2)).isEqualTo("UTC");
        }
    }

    @Test
    @Tag("nightly")
    void computes_on_a_cluster_of_two_workers() throws IOException, SQLException {
        try (LocalSpark spark = LocalSpark.onCluster(2, "1g");
                Connection connection = DriverManager.getConnection(spark.url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sum(id) FROM range(0, 1000000, 1, 4)")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(499_999_500_000L);
            assertThat(spark.servers()).hasSize(4);
        }
    }
}
