package io.mmp.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Asserts what each dialect says of rights, tables, functions and drivers that are not there, by the words of each engine. */
class EngineFailureTests {

    private static void assertRefused(
            Dialect dialect, String version, String state, String message, String reason, String remedy) {
        Engine engine = FailingEngine.of(dialect, version, state, message);
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> engine.table("ml.training").columns())
                .withMessage("'ml.training' cannot be read in %s %s (engine of a data source): %s %s"
                        .formatted(dialect, version, reason, remedy));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DUCKDB | 1.5 | '' | Permission Error: Permission denied | Permission Error: Permission denied. | Grant the user SELECT on it: nothing else is needed.
            POSTGRESQL | 15.1 | 42501 | ERROR: permission denied for table training | ERROR: permission denied for table training. | Grant the user SELECT on it: nothing else is needed.
            SPARK | 4.1 | '' | Permission denied: user [reader] does not have [SELECT] privilege | Permission denied: user [reader] does not have [SELECT] privilege. | Grant the user SELECT on it: nothing else is needed.
            TRINO | 476 | '' | Query failed: Access Denied: Cannot select from table ml.training | Query failed: Access Denied: Cannot select from table ml.training. | Grant the user SELECT on it: nothing else is needed.
            BIGQUERY | 1.0 | '' | Access Denied: Table p:ml.training: User does not have permission to query table p:ml.training, or perhaps it does not exist. | Access Denied: Table p:ml.training: User does not have permission to query table p:ml.training, or perhaps it does not exist. | Grant the user roles/bigquery.dataViewer on it, and roles/bigquery.jobUser on the project that pays: nothing else is needed. Or write its name as in the engine's SQL, with catalog or schema.
            SNOWFLAKE | 9.32 | 42501 | SQL access control error: Insufficient privileges to operate on table 'TRAINING' | SQL access control error: Insufficient privileges to operate on table 'TRAINING'. | Grant the user's role SELECT on it, and USAGE on its database, its schema and a warehouse: nothing else is needed.
            SNOWFLAKE | 9.32 | 42S02 | Object 'ML.TRAINING' does not exist or not authorized. | Object 'ML.TRAINING' does not exist or not authorized. | Grant the user's role SELECT on it, and USAGE on its database, its schema and a warehouse: nothing else is needed. Or write its name as in the engine's SQL, with catalog or schema.
            DATABRICKS | 3.3.1 | 42501 | [INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE SCHEMA on Schema 'ml.' | [INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE SCHEMA on Schema 'ml.'. | Grant the user SELECT on it, USE SCHEMA and USE CATALOG: nothing else is needed.
            """, quoteCharacter = '~')
    void missing_rights_are_told(
            Dialect dialect, String version, String state, String message, String reason, String remedy) {
        assertRefused(dialect, version, state, message, reason, remedy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DUCKDB | 1.5 | Catalog Error: Scalar Function with name epoch_us does not exist! | DuckDB 1.1 or later
            POSTGRESQL | 15.1 | ERROR: function hashtextextended(text, integer) does not exist. | PostgreSQL 14 or later
            SPARK | 4.1 | Undefined function: 'regexp_like'. | Spark 3.4 or later
            TRINO | 476 | Query failed: line 1:8: Function 'xxhash64' not registered. | Trino 400 or later
            BIGQUERY | 1.0 | Function not found: IEEE_DIVIDE at [1:8]. | GoogleSQL, not legacy SQL,
            SNOWFLAKE | 9.32 | SQL compilation error: Unknown function TRY_TO_DOUBLE. | each release of Snowflake that is supported
            DATABRICKS | 3.3.1 | [UNRESOLVED_ROUTINE] Cannot resolve routine `regexp_like` on search path [`system`.`builtin`]. | Databricks Runtime 13.3 or a SQL warehouse
            """, quoteCharacter = '~')
    void a_function_that_is_not_there_is_told_from_a_table_that_is_not_there(
            Dialect dialect, String version, String message, String needed) {
        assertRefused(
                dialect,
                version,
                "42000",
                message,
                message,
                "The engine lacks a function that is needed: %s has it.".formatted(needed));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DUCKDB | 1.5 | Catalog Error: Table with name training does not exist!
            POSTGRESQL | 15.1 | ERROR: relation "ml.training" does not exist.
            SPARK | 4.1 | [TABLE_OR_VIEW_NOT_FOUND] The table or view `ml`.`training` cannot be found.
            TRINO | 476 | Query failed: line 1:15: Table 'memory.ml.training' does not exist.
            BIGQUERY | 1.0 | Not found: Table p:ml.training was not found in location EU.
            SNOWFLAKE | 9.32 | SQL compilation error: Schema 'ML' does not exist.
            DATABRICKS | 3.3.1 | [TABLE_OR_VIEW_NOT_FOUND] The table or view `ml`.`training` cannot be found.
            """, quoteCharacter = '~')
    void a_table_that_is_not_there_is_told(Dialect dialect, String version, String message) {
        assertRefused(
                dialect,
                version,
                "42000",
                message,
                message,
                "Write its name as in the engine's SQL, with catalog or schema.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POSTGRESQL | 15.1 | 57P01 | FATAL: terminating connection due to administrator command.
            POSTGRESQL | 15.1 | 08006 | An I/O error occurred while sending to the backend.
            SPARK | 4.1 | 08S01 | org.apache.thrift.transport.TTransportException.
            TRINO | 476 | '' | Error fetching next at http://host:8080/v1/statement/executing/1 returned an invalid response.
            SNOWFLAKE | 9.32 | 08001 | JDBC driver encountered communication error.
            """, quoteCharacter = '~')
    void an_engine_that_goes_away_is_told(Dialect dialect, String version, String state, String message) {
        assertRefused(
                dialect,
                version,
                state,
                message,
                message,
                "The engine went away while it answered: look whether it still runs and what its log says, and run the test again.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [X.Y] org.apache.spark.SparkException: [X.Y] The table `ml`.`training` cannot be found. | [X.Y] The table `ml`.`training` cannot be found.
            [X.Y] org.apache.spark.SparkException: [Z] It cannot be found. | [X.Y] org.apache.spark.SparkException: [Z] It cannot be found.
            """, quoteCharacter = '~')
    void the_classes_of_errors_in_spark_are_left_out(String message, String reason) {
        assertRefused(
                Dialect.SPARK,
                "4.1",
                "42000",
                "org.apache.hive.service.cli.HiveSQLException: Error running query: " + message,
                reason,
                "Write its name as in the engine's SQL, with catalog or schema.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DUCKDB | DuckDB v1.0.0 | DuckDB v1.0.0 is too old: DuckDB 1.1 or later is needed.
            POSTGRESQL | PostgreSQL 13.2 | PostgreSQL 13.2 is too old: its extract(epoch) rounds. PostgreSQL 14 or later is needed.
            SPARK | Spark SQL 3.3.4 | Spark SQL 3.3.4 is too old: Spark 3.4 or later is needed.
            TRINO | Trino 399 | Trino 399 is too old: Trino 400 or later is needed.
            """)
    void a_version_that_is_too_old_is_refused(Dialect dialect, String product, String message) {
        String[] version = product.replaceFirst("\\D*", "").split("\\.", -1);
        int minor = version.length > 1 ? Integer.parseInt(version[1]) : 0;
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> dialect.sql().requireVersion(product, Integer.parseInt(version[0]), minor))
                .withMessage(message);
        dialect.sql().requireVersion("new", 1_000, 0);
    }

    @Test
    void services_have_no_version_that_one_could_choose() {
        Dialect.BIGQUERY.sql().requireVersion("Google BigQuery 2.0", 2, 0);
        Dialect.SNOWFLAKE.sql().requireVersion("Snowflake 5.0", 5, 0);
        // Its driver gives its own version.
        Dialect.DATABRICKS.sql().requireVersion("SparkSQL 3.3.1", 3, 3);
    }

    @Test
    void a_driver_that_is_not_there_is_named_for_each_engine() {
        Map<String, String> drivers = Map.of(
                "jdbc:trino://host:8080/ml", "io.trino:trino-jdbc",
                "jdbc:hive2://host:10000/ml", "org.apache.hive:hive-jdbc",
                "jdbc:bigquery://https://www.googleapis.com/bigquery/v2:443", "Google's JDBC driver for BigQuery",
                "jdbc:snowflake://account.snowflakecomputing.com/", "net.snowflake:snowflake-jdbc",
                "jdbc:databricks://host:443", "com.databricks:databricks-jdbc",
                "jdbc:spark://host:443", "Databricks' JDBC driver for Spark");
        drivers.forEach((url, driver) -> assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() ->
                        Engine.at(url + ";PWD=secret").table("ml.training").columns())
                .withMessage("There is no JDBC driver for the engine at %s: put %s on the class path of the tests."
                        .formatted(url, driver)));
    }

    @ParameterizedTest
    @EnumSource
    void a_dialect_is_found_by_its_product(Dialect dialect) {
        assertThat(Dialect.of("The " + dialect.name() + " 9", "jdbc:x://host")).contains(dialect);
    }

    @Test
    void databricks_is_found_by_its_address_for_its_driver_says_spark() {
        assertThat(Dialect.of("SparkSQL 3.3.1", "jdbc:databricks://host:443;httpPath=/sql"))
                .contains(Dialect.DATABRICKS);
        assertThat(Dialect.of("SparkSQL 2.6", "jdbc:spark://adb-1.2.azuredatabricks.net:443/default;PWD=x"))
                .contains(Dialect.DATABRICKS);
        assertThat(Dialect.of("Spark SQL 4.1", "jdbc:hive2://host/default;user=databricks"))
                .contains(Dialect.SPARK);
        assertThat(Dialect.of("H2", "")).isEmpty();
    }
}
