package io.mmp.test.feast.process;

import static java.util.Objects.requireNonNull;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.database.RedisServer;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.Owner;
import io.mmp.test.server.PrivateDirectory;
import io.mmp.test.server.ServerSpec;
import io.mmp.test.server.ServerStartException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives each test a real feature store of its own: a project of one Feast process, in databases of one PostgreSQL and one Redis.
 *
 * <p>The processes are started with the first feature store that needs them, and end when this is closed or the JVM ends, however it
 * ends. Safe for use by several threads.
 */
public final class FeastProcesses implements AutoCloseable {

    private final FeastInstallation installation;
    private final AtomicInteger projects = new AtomicInteger();
    private @Nullable SideCar sideCar;
    private @Nullable ManagedServer postgres;
    private @Nullable ManagedServer redis;

    /** Start nothing yet. */
    public FeastProcesses(FeastInstallation installation) {
        this.installation = installation;
    }

    /**
     * Make an empty feature store that keeps its features in these stores.
     *
     * @throws ServerStartException if one of the processes does not start
     * @throws FeastException if Feast cannot use its stores
     */
    public RealFeast create(FeastStores stores) {
        String project = "test" + projects.incrementAndGet();
        PrivateDirectory directory = PrivateDirectory.create("feast");
        try {
            Map<String, Object> arguments = new HashMap<>();
            SideCar feast = start(stores, arguments);
            arguments.put("project", project);
            arguments.put("directory", directory.path().toString());
            arguments.put("offline", FeastStores.nameOf(stores.offline()));
            arguments.put("online", FeastStores.nameOf(stores.online()));
            feast.call("create", arguments);
            return new RealFeast(feast, project, directory);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private synchronized SideCar start(FeastStores stores, Map<String, Object> ports) {
        if (stores.needPostgres()) {
            postgres = alive(postgres, PostgresServer::spec);
        }
        if (stores.needRedis()) {
            redis = alive(redis, RedisServer::spec);
        }
        ports.put("postgres_port", postgres == null ? 0 : postgres.port());
        ports.put("redis_port", redis == null ? 0 : redis.port());
        SideCar running = sideCar;
        if (running != null && !running.isAlive()) {
            running.close();
            running = null;
        }
        if (running == null) {
            running = Owner.ofAllTests(() -> SideCar.start(installation));
            sideCar = running;
        }
        return running;
    }

    private static ManagedServer alive(@Nullable ManagedServer server, Supplier<ServerSpec> spec) {
        if (server != null && server.isAlive()) {
            return server;
        }
        if (server != null) {
            server.close();
        }
        return Owner.ofAllTests(() -> ManagedServer.start(spec.get()));
    }

    /** Return the running PostgreSQL, for a test of what happens without it. */
    synchronized ManagedServer postgres() {
        return requireNonNull(postgres);
    }

    /** Return the running Redis, for a test of what happens without it. */
    synchronized ManagedServer redis() {
        return requireNonNull(redis);
    }

    /** Return the running side-car, for a test of what happens without it. */
    synchronized SideCar sideCar() {
        return requireNonNull(sideCar);
    }

    /** Stop the processes. */
    @Override
    public synchronized void close() {
        SideCar feast = sideCar;
        ManagedServer online = redis;
        ManagedServer offline = postgres;
        try (offline;
                online;
                feast) { // the last is closed first, and the others whatever happens
            sideCar = null;
            redis = null;
            postgres = null;
        }
    }
}
