package io.mmp.test.feast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("e2e")
@Tag("nightly")
@ExtendWith(LocalEngines.class)
class LocalTrinoTests {

    @Test
    void answers_by_jdbc(LocalTrino trino) throws SQLException {
        try (Connection connection = DriverManager.getConnection(trino.url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM tpch.tiny.orders")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(15_000);
        }
    }
}
