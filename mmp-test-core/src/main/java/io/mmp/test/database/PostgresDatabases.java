package io.mmp.test.database;

import io.mmp.test.isolation.IsolationException;
import io.mmp.test.isolation.PostgresDatabase;
import io.mmp.test.isolation.PostgresTemplate;
import org.jspecify.annotations.Nullable;

/** Makes databases on a PostgreSQL server, as copies of one that has had its schema applied. */
final class PostgresDatabases implements DatabaseSource, AutoCloseable {

    private final PostgresAddress address;
    private final DatabaseSchema schema;
    private @Nullable PostgresTemplate template;

    PostgresDatabases(PostgresAddress address, DatabaseSchema schema) {
        JdbcDriver.POSTGRES.require();
        this.address = address;
        this.schema = schema;
    }

    PostgresAddress address() {
        return address;
    }

    @Override
    public synchronized OwnDatabase create() {
        try {
            if (template == null) {
                template = PostgresTemplate.temporary(address.server(), schema::applyTo);
            }
            PostgresDatabase database = template.newDatabase();
            return new OwnDatabase(address.jdbcUrl(database.name()), database.name(), address, database::close);
        } catch (IsolationException e) {
            throw new DatabaseException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public synchronized void close() {
        if (template != null) {
            template.close();
        }
    }
}
