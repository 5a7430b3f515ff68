package io.mmp.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.server.ManagedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Expects that an engine of a server finds those values equal that are equal here, no more and no less. */
@Tag("e2e")
class SameValuesTests {

    private static final String POSTGRES = """
            SELECT * FROM (VALUES
            (0::bigint, 0::bigint, 0::integer, 0.0::double precision, 0.0::real, '1'::text, true,
                '2026-01-01 00:00:00.000001+00'::timestamptz, '2026-01-01 01:00:00.000001'::timestamp, '2026-01-01'::date,
                1.50::numeric(18,4), '00000000-0000-0000-0000-00000000000a'::uuid, ARRAY[1, NULL]::bigint[], ARRAY[1]::integer[],
                ARRAY[0.0, 'NaN']::double precision[], ARRAY['a', NULL]::text[], '\\x01'::bytea, 2::numeric, '{"a": 1}'::jsonb, '1'::citext),
            (1, 9007199254740993, 5, '-0', '-0', 'a', false, '2026-01-01 00:00:00+00', '2026-01-01 01:00:00', '9999-01-01', 5,
                '00000000-0000-0000-0000-00000000000b', '{}', '{}', '{-0}', '{A}', '\\x02', 9007199254740993, '1', 'A'),
            (2, 9007199254740992, 2147483647, 9007199254740992, 16777216, 'A', NULL, '9999-01-01 00:00:00+00', NULL, NULL, 0, NULL, NULL,
                '{NULL}', NULL, '{}', NULL, 0, NULL, 'a'),
            (3, NULL, NULL, 'NaN', 'NaN', '00000000-0000-0000-0000-00000000000a', NULL, NULL, NULL, NULL, NULL, NULL, '{1,2}', '{1,2}', '{0.1}',
                '{a}', NULL, NULL, NULL, NULL),
            (4, 5, 1, 'Infinity', 'Infinity', ' a', true, '1969-12-31 23:59:59.999999+00', NULL, NULL, -1.5, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL),
            (5, 9223372036854775807, 0, 9223372036854775807, 0.1, '', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL),
            (6, -9223372036854775808, -5, -9223372036854775808, 3.4028234663852886e38, 'a ', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL, NULL, NULL),
            (7, -5, 7, 0.1, -5, 'é', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (8, 7, 8, 0.1::real, 1e-45, 'e\u0301', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (9, 8, 9, 1e300, NULL, '5', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (10, 9, 10, -1e-300, NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (11, 9, 10, 3.4028235677973366e38, NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (12, 9, 10, 7.006492321624085e-46, NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (13, 9, 10, 0.5, NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
            ) t(row, i64, i32, f64, f32, s, b, tz, lt, day, d, u, l64, l32, lf, ls, bytes, huge, j, ci)
            """;

    @Test
    void postgresql_finds_the_same_values_equal_and_lets_nobody_without_rights_read() throws Exception {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        try (ManagedServer server = ManagedServer.start(PostgresServer.spec())) {
            String url = PostgresServer.jdbcUrl(server, "postgres");
            execute(url, "CREATE EXTENSION citext");
            Engine postgres = Engine.at(url).withZone(ZoneOffset.ofHours(1));
            assertThat(SameValues.assertSame(postgres, POSTGRES)).isGreaterThan(5_000);
            execute(url, "CREATE USER reader");
            execute(url, "CREATE TABLE training (id bigint, code char(3), at timestamptz, often time)");
            execute(url, "INSERT INTO training VALUES (1, 'a', 'infinity', '10:00')");
            refuses(url);
        }
    }

    private static void refuses(String url) {
        Engine reader = Engine.at(url.replace("user=test", "user=reader"));
        String address = "engine at " + url.substring(0, url.indexOf('?'));
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> reader.table("training").columns())
                .withMessageMatching(
                        "'training' cannot be read in PostgreSQL 1.* \\(\\Q%s\\E\\): ERROR: permission denied for table training. Grant the user SELECT on it: nothing else is needed."
                                .formatted(address));
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> reader.table("ml.training").columns())
                .withMessageMatching(
                        "'ml.training' cannot be read in PostgreSQL 1.* \\(\\Q%s\\E\\): ERROR: relation \"ml.training\" does not exist. Write its name as in the engine's SQL, with catalog or schema."
                                .formatted(address));
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> Engine.at(url).query("SELECT 1 AS a, 2 AS a").columns())
                .withMessage("There are two columns 'a' in the query SELECT 1 AS a, 2 AS a.");
        try (EngineSession session = EngineSession.open(Engine.at(url))) {
            EngineTable training = Engine.at(url).table("training");
            assertThat(training.columns())
                    .extracting(column -> session.writer().refusal(column).orElse(""))
                    .containsExactly(
                            "",
                            "char(n) is padded with spaces, which PostgreSQL does not always count",
                            "",
                            "times of day are not compared");
            EngineColumn at = training.columns().get(2);
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> session.read(
                            "SELECT %s AS n FROM training"
                                    .formatted(session.writer().micros("at", at)),
                            "'training'"))
                    .withMessageContaining(
                            ": ERROR: cannot convert infinity to bigint. A value is beyond what the engine can compare exactly; leave it out or convert it with Engine.query.");
        }
    }

    private static void execute(String url, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
