package io.mmp.test.isolation;

import static io.mmp.test.isolation.RedisConnection.utf8;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A Redis user of one test, who reaches only the keys and channels that begin with a prefix of its own.
 *
 * <p>The server enforces it: any other key is refused with {@code NOPERM}, and so are commands that would touch the keys of others or the
 * server, such as {@code FLUSHDB} or {@code CONFIG}. {@code SCAN} lists the names of others' keys, though not what they hold. For code
 * that cannot be told a prefix there is {@link RedisDatabase}. What a JVM that was killed has left stays until the server ends; nobody
 * else meets it.
 *
 * @since 0.1.0
 */
public final class RedisKeyspace implements AutoCloseable {

    private static final int KEYS_AT_ONCE = 1000;

    private final SharedRedis server;
    private final String user;
    private final String password;

    private RedisKeyspace(SharedRedis server, String user, String password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    /**
     * Create a user with a prefix.
     *
     * @throws IsolationException if the server cannot be used
     */
    public static RedisKeyspace open(SharedRedis server) {
        RedisKeyspace keyspace = new RedisKeyspace(
                server, "mmp-test-" + UUID.randomUUID(), UUID.randomUUID().toString());
        String keys = keyspace.prefix() + "*";
        try (RedisConnection connection = server.connect()) {
            connection.send(
                    "ACL",
                    "SETUSER",
                    keyspace.user,
                    "on",
                    ">" + keyspace.password,
                    "~" + keys,
                    "resetchannels",
                    "&" + keys,
                    "+@all",
                    "-@admin",
                    "-@dangerous",
                    "-select",
                    "+info");
        }
        return keyspace;
    }

    /** Return the name to authenticate with. */
    public String user() {
        return user;
    }

    /** Return the password to authenticate with. */
    public String password() {
        return password;
    }

    /** Return what each key and channel of the test must begin with. */
    public String prefix() {
        return user + ":";
    }

    /** Remove the keys and the user; connections of the user end. */
    @Override
    public void close() {
        try (RedisConnection connection = server.connect()) {
            connection.send("ACL", "DELUSER", user); // first: nobody can add a key then
            byte[] cursor = utf8("0");
            do {
                List<?> page = (List<?>) requireNonNull(connection.call(List.of(
                        utf8("SCAN"),
                        cursor,
                        utf8("MATCH"),
                        utf8(prefix() + "*"),
                        utf8("COUNT"),
                        utf8(String.valueOf(KEYS_AT_ONCE)))));
                cursor = (byte[]) page.get(0);
                unlink(connection, (List<?>) page.get(1));
            } while (!Arrays.equals(cursor, utf8("0")));
        }
    }

    private static void unlink(RedisConnection connection, List<?> keys) {
        if (!keys.isEmpty()) {
            List<byte[]> command = new ArrayList<>(List.of(utf8("UNLINK")));
            keys.forEach(key -> command.add((byte[]) key));
            connection.call(command);
        }
    }
}
