package io.mmp.test.database;

import io.mmp.test.database.IsolatedDatabase.End;
import io.mmp.test.database.IsolatedDatabase.Server;
import io.mmp.test.fixture.RegisteredFixture;
import io.mmp.test.fixture.Scope;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a database of their own from a field: {@link IsolatedDatabase} for those who want to configure it in code.
 *
 * <pre>{@code
 * @RegisterExtension
 * final DatabaseExtension database = DatabaseExtension.newInstance().schema("schema.sql").build();
 * }</pre>
 *
 * <p>A static field gives one database to each class that has it, its nested classes included; an instance field gives one to each test
 * method, also of a {@code PER_CLASS} instance, whose {@code @BeforeAll} methods have none. Parameters of type {@link TestDatabase} and
 * {@link DataSource} are resolved as well, by what is next to the test; two at the same place are refused.
 *
 * <p>All methods of {@link TestDatabase} throw an {@link IllegalStateException} while no test that uses the extension runs.
 *
 * @since 0.1.0
 */
public final class DatabaseExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver, TestDatabase {

    private final RegisteredFixture<RunningDatabase> fixture;

    private DatabaseExtension() {
        throw new ExtensionConfigurationException(
                "@ExtendWith(DatabaseExtension.class) is not supported. Use @IsolatedDatabase, or @RegisterExtension on a field with DatabaseExtension.newInstance().build().");
    }

    private DatabaseExtension(DatabaseChoice choice) {
        fixture = IsolatedDatabaseExtension.FIXTURE.registered(this, context -> RunningDatabase.start(choice, context));
    }

    /** Return a builder of an extension; without further calls it gives an empty database of what {@link Server#DEFAULT} says. */
    public static Builder newInstance() {
        return new Builder();
    }

    @Override
    public DataSource dataSource() {
        return fixture.current().dataSource();
    }

    @Override
    public Connection connect() throws SQLException {
        return fixture.current().connect();
    }

    @Override
    public String jdbcUrl() {
        return fixture.current().jdbcUrl();
    }

    @Override
    public URI uri() {
        return fixture.current().uri();
    }

    @Override
    public Map<String, String> environment() {
        return fixture.current().environment();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        fixture.beforeAll(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        fixture.beforeEach(context);
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return fixture.supports(parameter, context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return fixture.resolve(parameter, context);
    }

    /**
     * Builds a {@link DatabaseExtension}.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private Server server = Server.DEFAULT;
        private @Nullable URI uri;
        private List<String> schema = List.of();
        private End end = End.DROP;

        private Builder() {}

        /**
         * Choose what runs the database.
         *
         * @return this builder
         */
        public Builder server(Server choice) {
            server = choice;
            return this;
        }

        /**
         * Use a PostgreSQL that runs already.
         *
         * @param address such as {@code postgresql://user:password@127.0.0.1:5432}
         * @return this builder
         * @throws DatabaseException if it is not the address of a PostgreSQL server
         */
        public Builder uri(URI address) {
            PostgresAddress.parse(address.toString());
            uri = address;
            return this;
        }

        /**
         * Run these scripts in each new database, as {@link IsolatedDatabase#schema()} does.
         *
         * @return this builder
         */
        public Builder schema(String... scripts) {
            schema = List.of(scripts);
            return this;
        }

        /**
         * Choose what becomes of the work of a test; {@link End#ROLLBACK} is for instance fields alone.
         *
         * @return this builder
         */
        public Builder end(End choice) {
            end = choice;
            return this;
        }

        /**
         * Build the extension; nothing starts yet.
         *
         * @return an extension for a field with {@code @RegisterExtension}
         * @throws IllegalStateException if what was chosen contradicts itself
         */
        public DatabaseExtension build() {
            if (uri != null && server != Server.DEFAULT) {
                throw new IllegalStateException("The server at %s runs already: leave out server(...), or uri(...)."
                        .formatted(PostgresAddress.parse(uri.toString())));
            }
            return new DatabaseExtension(new DatabaseChoice(server, uri, schema, end, Scope.METHOD));
        }
    }
}
