package io.mmp.test.database;

import io.mmp.test.database.IsolatedDatabase.End;
import io.mmp.test.database.IsolatedDatabase.Server;
import io.mmp.test.fixture.Scope;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which database tests get.
 *
 * @param server what runs it
 * @param uri the address of a server that runs already, instead
 * @param schema the scripts that are run in it
 * @param end what becomes of a test's work
 * @param scope how long it lives, where an annotation says so
 */
record DatabaseChoice(Server server, @Nullable URI uri, List<String> schema, End end, Scope scope) {

    static DatabaseChoice of(IsolatedDatabase annotation) {
        return new DatabaseChoice(
                annotation.server(), null, List.of(annotation.schema()), annotation.end(), annotation.scope());
    }
}
