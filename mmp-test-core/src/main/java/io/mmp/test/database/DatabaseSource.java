package io.mmp.test.database;

/** Makes databases that have a schema. */
@FunctionalInterface
interface DatabaseSource {

    /**
     * Make a database.
     *
     * @throws DatabaseException if it cannot be made, or refuses the schema
     */
    OwnDatabase create();
}
