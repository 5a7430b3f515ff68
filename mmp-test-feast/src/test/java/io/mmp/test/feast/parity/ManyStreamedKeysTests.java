package io.mmp.test.feast.parity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.server.ManagedServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** A million entities in PostgreSQL, compared in the memory in which a fifth of them is. */
@Tag("e2e")
@Tag("nightly")
class ManyStreamedKeysTests extends StreamedRedisContract {

    private ManagedServer postgres;

    ManyStreamedKeysTests() {
        super(1_000_000);
    }

    @Override
    String url(Path data) {
        assumeTrue(PostgresServer.isInstalled(), "there is no PostgreSQL");
        postgres = ManagedServer.start(PostgresServer.spec());
        return PostgresServer.jdbcUrl(postgres, "postgres");
    }

    @AfterAll
    void stopPostgres() {
        if (postgres != null) {
            postgres.close();
        }
    }
}
