package io.mmp.test.readiness;

import java.util.List;
import java.util.Optional;

/** What a contract asks of one service, each with the place where it stands. */
record ServiceContract(
        String name,
        Place place,
        Optional<Port> port,
        Optional<Health> health,
        Optional<Version> version,
        List<Table> schema) {

    record Port(Place place, int number) {}

    record Health(Place place, String path, int status) {}

    /**
     * The version that a service tells.
     *
     * @param path of an HTTP service; empty for a database
     * @param field what leads to it in JSON, such as {@code build.version}; empty if the whole answer is it
     * @param sql of a database; empty for an HTTP service
     */
    record Version(Place place, String path, String field, String sql, VersionExpectation expected) {}

    record Table(Place place, String name, List<Column> columns) {}

    record Column(Place place, String name, String type) {}
}
