package io.mmp.test.database;

import io.mmp.test.database.IsolatedDatabase.Server;
import io.mmp.test.extension.OwningStore;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.Owner;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Finds what databases are made by; servers, templates and databases to roll back in are kept until all tests of this JVM have run. */
final class DatabaseServers {

    static final String PARAMETER = "mmp.database.server";

    private static final Namespace NAMESPACE = Namespace.create(DatabaseServers.class);

    private DatabaseServers() {}

    static DatabaseSource source(DatabaseChoice choice, DatabaseSchema schema, ExtensionContext context) {
        if (choice.uri() != null) {
            return at(PostgresAddress.parse(choice.uri().toString()), schema, context);
        }
        String server = choice.server() == Server.DEFAULT
                ? context.getConfigurationParameter(PARAMETER).orElse(Server.EMBEDDED.name())
                : choice.server().name();
        if (server.equals(Server.EMBEDDED.name())) {
            return new EmbeddedDatabases(schema);
        }
        if (server.equals(Server.POSTGRES.name())) {
            return at(own(context), schema, context);
        }
        if (server.startsWith("postgres")) {
            return at(PostgresAddress.parse(server), schema, context);
        }
        throw new DatabaseException(
                "%s is '%s', but must be EMBEDDED, POSTGRES or the address of a server such as postgresql://user:password@127.0.0.1:5432."
                        .formatted(PARAMETER, server),
                null);
    }

    /** Return the databases to roll back in: those of one schema on one server are kept together. */
    static TransactionPool pool(DatabaseChoice choice, DatabaseSchema schema, ExtensionContext context) {
        DatabaseSource source = source(choice, schema, context);
        Key key = new Key(
                TransactionPool.class,
                source instanceof PostgresDatabases postgres ? postgres.address() : Server.EMBEDDED,
                schema.digest());
        return OwningStore.of(context.getRoot(), NAMESPACE)
                .getOrStart(key, TransactionPool.class, () -> new TransactionPool(source));
    }

    private static DatabaseSource at(PostgresAddress address, DatabaseSchema schema, ExtensionContext context) {
        return OwningStore.of(context.getRoot(), NAMESPACE)
                .getOrStart(
                        new Key(PostgresDatabases.class, address, schema.digest()),
                        PostgresDatabases.class,
                        () -> new PostgresDatabases(address, schema));
    }

    private static PostgresAddress own(ExtensionContext context) {
        JdbcDriver.POSTGRES.require();
        ManagedServer server = OwningStore.of(context.getRoot(), NAMESPACE)
                .getOrStart(
                        ManagedServer.class,
                        ManagedServer.class,
                        () -> Owner.ofAllTests(() -> ManagedServer.start(
                                PostgresServer.spec(Programs.from(context::getConfigurationParameter)))));
        return new PostgresAddress("127.0.0.1", server.port(), PostgresServer.USER, "");
    }

    private record Key(Class<?> type, Object server, String schema) {}
}
