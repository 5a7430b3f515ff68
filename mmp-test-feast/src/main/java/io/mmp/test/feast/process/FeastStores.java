package io.mmp.test.feast.process;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.database.RedisServer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says in which stores a real Feast keeps its features.
 *
 * @param offline the store of history
 * @param online the store of the latest values
 */
public record FeastStores(Offline offline, Online online) {

    /** A store of history. */
    public enum Offline {
        /** Tables of PostgreSQL. */
        POSTGRES,
        /** Parquet files, queried by DuckDB. */
        DUCKDB,
        /** Parquet files, queried by Dask: Feast's own default, which loses rows. */
        DASK
    }

    /** A store of the latest values. */
    public enum Online {
        /** Hashes of Redis. */
        REDIS,
        /** A file of SQLite. */
        SQLITE,
        /** Tables of PostgreSQL. */
        POSTGRES
    }

    /**
     * Read {@code mmp.feast.offline} and {@code mmp.feast.online}, which are {@code postgres} and {@code redis} unless they are given.
     *
     * @param parameters looks up a configuration parameter by its name
     */
    public static FeastStores from(Function<String, Optional<String>> parameters) {
        return new FeastStores(
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
                    "PostgreSQL is not installed, which a Feast store (%s, %s) needs".formatted(offline, online));
        }
        if (needRedis() && !RedisServer.isInstalled()) {
            return Optional.of(
                    "redis-server is not in PATH, which a Feast store (%s, %s) needs".formatted(offline, online));
        }
        return Optional.empty();
    }

    boolean needPostgres() {
        return offline == Offline.POSTGRES || online == Online.POSTGRES;
    }

    boolean needRedis() {
        return online == Online.REDIS;
    }
}
