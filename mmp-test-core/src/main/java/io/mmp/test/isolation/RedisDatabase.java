package io.mmp.test.isolation;

import io.mmp.test.lock.LockFile;
import io.mmp.test.lock.MachineDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A logical Redis database that one test has to itself, chosen by number with {@code SELECT}.
 *
 * <p>It is empty when the test gets it. The JVMs of this machine, whoever runs them, agree on who has which by file locks, which end with their JVM;
 * database 0 is left to those who choose none. For code that takes a prefix {@link RedisKeyspace} is stricter: there the server refuses
 * what the test must not do.
 *
 * @since 0.1.0
 */
public final class RedisDatabase implements AutoCloseable {

    private final SharedRedis server;
    private final int index;
    private final LockFile lease;

    private RedisDatabase(SharedRedis server, int index, LockFile lease) {
        this.server = server;
        this.index = index;
        this.lease = lease;
    }

    /**
     * Take the first database that is free.
     *
     * @throws IsolationException if the server cannot be used, or no database is free
     */
    public static RedisDatabase open(SharedRedis server) {
        int databases = databases(server);
        Path leases = MachineDirectory.ofAllUsers("redis");
        for (int index = 1; index < databases; index++) {
            Optional<LockFile> lease =
                    LockFile.tryAcquire(leases.resolve("%s-%s-%s.lock".formatted(server.host(), server.port(), index)));
            if (lease.isPresent()) {
                return new RedisDatabase(server, index, lease.get()).emptied();
            }
        }
        throw new IsolationException(
                "All %s databases of the Redis server at %s are taken. Start it with a larger '--databases'."
                        .formatted(databases - 1, server),
                null);
    }

    private static int databases(SharedRedis server) {
        try (RedisConnection connection = server.connect()) {
            List<?> setting = (List<?>) connection.send("CONFIG", "GET", "databases");
            return Integer.parseInt((String) setting.get(1));
        }
    }

    /** Return the number of the database. */
    public int index() {
        return index;
    }

    SharedRedis server() {
        return server;
    }

    /** Empty the database, and give it back. */
    @Override
    public void close() {
        try (lease) {
            empty();
        }
    }

    private RedisDatabase emptied() {
        try {
            empty(); // a JVM that was killed has left what it had
            return this;
        } catch (IsolationException e) {
            lease.close();
            throw e;
        }
    }

    private void empty() {
        try (RedisConnection connection = server.connect()) {
            connection.send("SELECT", String.valueOf(index));
            connection.send("FLUSHDB");
        }
    }
}
