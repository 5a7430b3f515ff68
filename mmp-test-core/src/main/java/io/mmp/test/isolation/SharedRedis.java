package io.mmp.test.isolation;

/**
 * Names a Redis server, version 6 or later, that tests share: a container, a process, or one that runs elsewhere.
 *
 * @since 0.1.0
 */
public final class SharedRedis {

    private final String host;
    private final int port;
    private final String password;

    private SharedRedis(String host, int port, String password) {
        this.host = host;
        this.port = port;
        this.password = password;
    }

    /** Name a server that asks for no password. */
    public static SharedRedis at(String host, int port) {
        return new SharedRedis(host, port, "");
    }

    /** Return a copy that logs in as the user {@code default} with this password. */
    public SharedRedis withPassword(String newPassword) {
        return new SharedRedis(host, port, newPassword);
    }

    RedisConnection connect() {
        RedisConnection connection = RedisConnection.to(host, port);
        if (!password.isEmpty()) {
            try {
                connection.send("AUTH", password);
            } catch (IsolationException e) {
                connection.close();
                throw e;
            }
        }
        return connection;
    }

    /** Return the address, without the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }
}
