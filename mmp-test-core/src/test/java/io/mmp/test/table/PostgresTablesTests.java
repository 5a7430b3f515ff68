package io.mmp.test.table;

import static io.mmp.test.table.TableTests.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.server.ManagedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tables from a real PostgreSQL. */
@Tag("e2e")
class PostgresTablesTests {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void types_of_postgresql_are_read_whole_or_refused() throws Exception {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        try (ManagedServer server = ManagedServer.start(PostgresServer.spec());
                Connection postgres = DriverManager.getConnection(PostgresServer.jdbcUrl(server, "postgres"))) {
            arrays_and_enums_are_read(postgres);
            infinity_and_nan_are_refused(postgres);
            other_columns_say_why(postgres);
        }
    }

    private static void arrays_and_enums_are_read(Connection postgres) throws SQLException {
        try (Statement statement = postgres.createStatement()) {
            statement.execute("CREATE TYPE colour AS ENUM ('red')");
        }
        Table table = JdbcTables.readInZone(postgres, """
                SELECT ARRAY[1, NULL]::int2[] AS int2s, ARRAY[0.1]::real[] AS floats, ARRAY[1.50]::numeric[] AS decimals,
                    ARRAY['2026-03-08 02:30:00']::timestamp[] AS locals, ARRAY['2026-01-01 00:00:00+01']::timestamptz[] AS instants,
                    ARRAY['2026-01-01']::date[] AS dates, ARRAY[]::text[] AS none,
                    ARRAY['00000000-0000-0000-0000-000000000001']::uuid[] AS uuids, 'red'::colour AS colour, '10:00'::time AS time,
                    '{"a": 1}'::jsonb AS json, true AS bool, NULL::bigint AS null
                """, BERLIN);
        assertThat(table.row(0).values())
                .containsExactly(
                        Arrays.asList(1, null),
                        List.of(0.1f),
                        List.of(new java.math.BigDecimal("1.5")),
                        List.of(Instant.parse("2026-03-08T01:30:00Z")),
                        List.of(Instant.parse("2025-12-31T23:00:00Z")),
                        List.of(Instant.parse("2026-01-01T00:00:00Z")),
                        List.of(),
                        List.of(java.util.UUID.fromString("00000000-0000-0000-0000-000000000001")),
                        "red",
                        "10:00:00",
                        "{\"a\": 1}",
                        true,
                        null);
        assertRefused(
                () -> JdbcTables.read(postgres, "SELECT ARRAY[[1, 2], [3, 4]] AS nested"),
                "Row 0: column 'nested' takes INT32, not the ArrayList [1, 2].");
        assertThat(table.column("none").type()).isEqualTo(ValueType.STRING_LIST);
        assertThat(table.column("null").type()).isEqualTo(ValueType.INT64);
    }

    private static void infinity_and_nan_are_refused(Connection postgres) {
        for (String value : List.of("'infinity'::timestamptz", "'-infinity'::timestamp", "'infinity'::date")) {
            assertRefused(
                    () -> JdbcTables.readInZone(postgres, "SELECT " + value + " AS t", BERLIN),
                    "Row 0: column 't' has an infinite timestamp: leave the row out, or put null or a far year in its place.");
        }
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> JdbcTables.read(postgres, "SELECT 'NaN'::numeric AS n"))
                .withMessageStartingWith("Query failed (row 0: column 'n' cannot be read: ");
    }

    private static void other_columns_say_why(Connection postgres) {
        Table table = JdbcTables.read(postgres, "SELECT 1 AS id, '1.00'::money AS m, B'101' AS bits, point(1, 2) AS p");
        assertThat(table.columnNames()).containsExactly("id");
        assertThat(table.unread())
                .containsExactly(
                        entry("m", "Column 'm' is of the SQL type money, for which there is no value type."),
                        entry("bits", "Column 'bits' is of the SQL type bit, for which there is no value type."),
                        entry("p", "Column 'p' is of the SQL type point, for which there is no value type."));
    }
}
