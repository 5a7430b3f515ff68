package io.mmp.test.engine;

import java.util.Map;

/** Prints addresses of engines without their secrets, and knows whose drivers they need. */
final class EngineAddress {

    private static final Map<String, String> DRIVERS = Map.of(
            "jdbc:duckdb:", "org.duckdb:duckdb_jdbc",
            "jdbc:postgresql:", "org.postgresql:postgresql",
            "jdbc:hive2:", "org.apache.hive:hive-jdbc",
            "jdbc:trino:", "io.trino:trino-jdbc",
            "jdbc:databricks:", "com.databricks:databricks-jdbc",
            "jdbc:spark:", "Databricks' JDBC driver for Spark",
            "jdbc:snowflake:", "net.snowflake:snowflake-jdbc",
            "jdbc:bigquery:", "Google's JDBC driver for BigQuery");

    private EngineAddress() {}

    /** Return an address without user, password and parameters. */
    static String printed(String url) {
        return url.replaceFirst("[?;&].*", "").replaceFirst("//[^/@]*@", "//");
    }

    /** Return what to put on the class path for an address. */
    static String driver(String url) {
        return DRIVERS.entrySet().stream()
                .filter(driver -> url.startsWith(driver.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("its JDBC driver");
    }
}
