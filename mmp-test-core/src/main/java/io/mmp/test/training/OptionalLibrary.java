package io.mmp.test.training;

/** A library that only who digests some format needs. */
enum OptionalLibrary {
    /** Reads YAML. */
    YAML("org.snakeyaml.engine.v2.composer.Composer", "YAML", "org.snakeyaml:snakeyaml-engine"),
    /** Reads Parquet. */
    PARQUET("org.duckdb.DuckDBChunkedResult", "Parquet", "org.duckdb:duckdb_jdbc, 1.5.6 or later,");

    private final String type;
    private final String format;
    private final String coordinates;

    OptionalLibrary(String type, String format, String coordinates) {
        this.type = type;
        this.format = format;
        this.coordinates = coordinates;
    }

    boolean isThere() {
        try {
            Class.forName(type, false, OptionalLibrary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Say what to do where it is missing. */
    String remedy() {
        return "add %s to the test class path to compare what the %s says".formatted(coordinates, format);
    }
}
