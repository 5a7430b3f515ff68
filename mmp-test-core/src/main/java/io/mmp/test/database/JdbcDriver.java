package io.mmp.test.database;

/**
 * A driver that projects bring if they need it.
 *
 * @param type the class of the driver
 * @param artifact where it is on Maven Central
 * @param need what cannot be without it
 * @param alternative what else there is
 */
record JdbcDriver(String type, String artifact, String need, String alternative) {

    static final JdbcDriver H2 = new JdbcDriver(
            "org.h2.Driver",
            "com.h2database:h2",
            "A database in memory",
            "choose PostgreSQL with mmp.database.server=POSTGRES, which needs org.postgresql:postgresql");

    static final JdbcDriver POSTGRES = new JdbcDriver(
            "org.postgresql.Driver",
            "org.postgresql:postgresql",
            "A database of PostgreSQL",
            "choose one in memory with mmp.database.server=EMBEDDED, which needs com.h2database:h2");

    /**
     * Load the driver.
     *
     * @throws DatabaseException if it is not on the class path
     */
    void require() {
        try {
            Class.forName(type);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new DatabaseException(
                    "%s needs %s on the class path of the tests: add it with scope test, or %s."
                            .formatted(need, artifact, alternative),
                    e);
        }
    }
}
