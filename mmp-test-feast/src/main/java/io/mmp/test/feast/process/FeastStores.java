package io.mmp.test.feast.process;

import static java.util.Objects.requireNonNull;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.database.RedisServer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says in which stores a real Feast keeps its features.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class FeastStores {

    /**
     * A store of history.
     *
     * @since 0.1.0
     */
    public enum Offline {
        /** Tables of PostgreSQL. */
        POSTGRES,
        /** Parquet files, queried by DuckDB. */
        DUCKDB,
        /** Parquet files, queried by Dask: Feast's own default, which loses rows. */
        DASK
    }

    /**
     * A store of the latest values.
     *
     * @since 0.1.0
     */
    public enum Online {
        /** Hashes of Redis. */
        REDIS,
        /** A file of SQLite. */
        SQLITE,
        /** Tables of PostgreSQL. */
        POSTGRES
    }

    private final Offline offline;
    private final Online online;

    private FeastStores(Offline offline, Online online) {
        this.offline = requireNonNull(offline, "The offline store must not be null.");
        this.online = requireNonNull(online, "The online store must not be null.");
    }

    /** Keep features in these stores. */
    public static FeastStores of(Offline offline, Online online) {
        return new FeastStores(offline, online);
    }

    /** Keep features in PostgreSQL and Redis, as many teams do. */
    public static FeastStores defaults() {
        return of(Offline.POSTGRES, Online.REDIS);
    }

    /** Return a copy with this store of history. */
    public FeastStores withOffline(Offline other) {
        return of(other, online);
    }

    /** Return a copy with this store of the latest values. */
    public FeastStores withOnline(Online other) {
        return of(offline, other);
    }

    /** Return the store of history. */
    public Offline offline() {
        return offline;
    }

    /** Return the store of the latest values. */
    public Online online() {
        return online;
    }

    /**
     * Read {@code mmp.feast.offline} and {@code mmp.feast.online}, which are {@code postgres} and {@code redis} unless they are given.
     *
     * @param parameters looks up a configuration parameter by its name
     * @throws IllegalArgumentException if one of them names no store
     */
    public static FeastStores from(Function<String, Optional<String>> parameters) {
        return of(
                choice(Offline.class, "mmp.feast.offline", parameters).orElse(Offline.POSTGRES),
                choice(Online.class, "mmp.feast.online", parameters).orElse(Online.REDIS));
    }

    private static <E extends Enum<E>> Optional<E> choice(
            Class<E> type, String parameter, Function<String, Optional<String>> parameters) {
        return parameters
                .apply(parameter)
                .map(value -> Arrays.stream(type.getEnumConstants())
                        .filter(store -> nameOf(store).equals(value))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("%s must be one of %s, but is '%s'."
                                .formatted(
                                        parameter,
                                        Arrays.stream(type.getEnumConstants())
                                                .map(FeastStores::nameOf)
                                                .toList(),
                                        value))));
    }

    static String nameOf(Enum<?> store) {
        return store.name().toLowerCase(Locale.ROOT);
    }

    /** Say which program these stores need and this machine lacks. */
    public Optional<String> missingProgram() {
        if (needPostgres() && !PostgresServer.isInstalled()) {
            return Optional.of(
                    "there is no PostgreSQL, on this machine or on the class path, which a Feast store (%s, %s) needs"
                            .formatted(offline, online));
        }
        if (needRedis() && !RedisServer.isInstalled()) {
            return Optional.of(
                    "there is no redis-server, in PATH or on the class path, which a Feast store (%s, %s) needs"
                            .formatted(offline, online));
        }
        return Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FeastStores stores && offline == stores.offline && online == stores.online;
    }

    @Override
    public int hashCode() {
        return Objects.hash(offline, online);
    }

    /** Return the names of the stores, such as {@code POSTGRES, REDIS}. */
    @Override
    public String toString() {
        return offline + ", " + online;
    }

    boolean needPostgres() {
        return offline == Offline.POSTGRES || online == Online.POSTGRES;
    }

    boolean needRedis() {
        return online == Online.REDIS;
    }
}
