package io.mmp.test.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.database.IsolatedDatabase;
import io.mmp.test.table.JdbcTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Rows as a user's records, and in a database. */
class SampleRecordsTests {

    private static final SampleRows ROWS = SampleRows.of(2_500)
            .withColumn("id", Distribution.rowNumber(1))
            .withColumn("at", Distribution.times(Instant.EPOCH, Duration.ofHours(1)))
            .withColumn("amount", Distribution.logNormal(3, 1).withDecimals(2))
            .withColumn("is_foreign_ip", Distribution.bernoulli(0.5))
            .withColumn("country", Distribution.oneOf("AT", "DE"))
            .withColumn("score", Distribution.normal(0, 1).withNulls(0.1));

    private enum Country {
        AT,
        DE
    }

    private record Payment(long id, Instant at, double amount, boolean isForeignIp, Country country, Double score) {}

    private record Missing(long id, String nothing) {}

    private record Mistyped(String amount) {}

    private record Unboxed(double score) {}

    private enum Planet {
        EARTH
    }

    private record Elsewhere(Planet country) {}

    private record Refusing(long id) {
        @SuppressWarnings("UnusedMethod") // called by reflection
        Refusing {
            if (id > 1) {
                throw new IllegalArgumentException("one is enough");
            }
        }
    }

    @Test
    void records_take_the_columns_of_their_components() {
        assertThat(ROWS.stream(Payment.class)).hasSize(2_500);
        assertThat(ROWS.stream(Payment.class).limit(1))
                .singleElement()
                .satisfies(first ->
                        assertThat(first).extracting(Payment::id, Payment::at).containsExactly(1L, Instant.EPOCH));
    }

    @Test
    void what_a_record_cannot_take_is_told() {
        assertThatThrownBy(() -> ROWS.stream(Missing.class))
                .isInstanceOf(SampleException.class)
                .hasMessage(
                        "Record Missing has a component 'nothing', but the columns are [id, at, amount, is_foreign_ip, country, score].");
        assertThatThrownBy(() -> ROWS.stream(Mistyped.class))
                .hasMessage(
                        "Component 'amount' of record Mistyped is a String, but column 'amount' is of type DOUBLE.");
        assertThatThrownBy(() -> ROWS.stream(Unboxed.class).toList())
                .isInstanceOf(SampleException.class)
                .hasMessageMatching(
                        "Row \\d+ as Unboxed has no 'score', which the double of component 'score' cannot say: make it a wrapper\\.");
        assertThatThrownBy(() -> ROWS.stream(Elsewhere.class).toList())
                .hasMessageMatching("Row 0 as Elsewhere has '(AT|DE)' in 'country', which is no Planet\\.");
        assertThatThrownBy(() -> ROWS.stream(Refusing.class).toList())
                .hasMessage(
                        "Row 1 as Refusing is refused by its constructor: java.lang.IllegalArgumentException: one is enough.");
    }

    @Test
    @IsolatedDatabase(server = IsolatedDatabase.Server.EMBEDDED)
    void rows_are_inserted_as_they_are(DataSource database) throws SQLException {
        create(database, "numeric(12, 2)");

        ROWS.insertInto(database, "payments");

        try (Connection connection = database.getConnection()) {
            var read = JdbcTables.read(connection, "SELECT id, at, is_foreign_ip, score FROM payments ORDER BY id");
            var drawn = ROWS.table();
            for (int row = 0; row < 2_500; row++) {
                assertThat(read.row(row))
                        .isEqualTo(drawn.select(List.of("id", "at", "is_foreign_ip", "score"))
                                .row(row));
            }
        }
    }

    @Test
    @IsolatedDatabase(server = IsolatedDatabase.Server.EMBEDDED)
    void a_row_that_is_refused_takes_all_others_with_it(DataSource database) throws SQLException {
        create(database, "numeric(12, 2) CHECK (id < 2000)");

        assertThatThrownBy(() -> ROWS.insertInto(database, "payments"))
                .isInstanceOf(SampleException.class)
                .hasMessageStartingWith(
                        "The rows cannot be inserted into table 'payments': Check constraint violation");
        assertThatThrownBy(() -> ROWS.insertInto(database, "no such table"))
                .hasMessageStartingWith(
                        "The rows cannot be inserted into table 'no such table': Table \"no such table\" not found");

        try (Connection connection = database.getConnection()) {
            assertThat(JdbcTables.read(connection, "SELECT id FROM payments").rowCount())
                    .isZero();
        }
    }

    private static void create(DataSource database, String amount) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE payments (id bigint, at timestamptz, amount %s, is_foreign_ip boolean, country text, score double precision)"
                            .formatted(amount));
        }
    }
}
