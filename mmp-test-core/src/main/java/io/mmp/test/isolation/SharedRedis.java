package io.mmp.test.isolation;

/**
 * Names a Redis server, version 6 or later, that tests share: a container, a process, or one that runs elsewhere.
 *
 * @param host where it listens
 * @param port where it listens
 * @param password the password of the user {@code default}, or nothing if it needs none
 */
public record SharedRedis(String host, int port, String password) {

    /** Name a server that asks for no password. */
    public static SharedRedis at(String host, int port) {
        return new SharedRedis(host, port, "");
    }

    RedisConnection connect() {
        RedisConnection connection = RedisConnection.to(host, port);
        if (!password.isEmpty()) {
            connection.send("AUTH", password);
        }
        return connection;
    }

    /** Return the address, without the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
