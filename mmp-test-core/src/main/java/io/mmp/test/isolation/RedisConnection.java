package io.mmp.test.isolation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.redis.RedisClient;
import io.mmp.test.redis.RedisErrorException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A connection to a shared server whose failures name it. */
final class RedisConnection implements AutoCloseable {

    private final String address;
    private final RedisClient client;

    private RedisConnection(String address, RedisClient client) {
        this.address = address;
        this.client = client;
    }

    static RedisConnection to(String host, int port) {
        String address = host + ":" + port;
        try {
            return new RedisConnection(address, RedisClient.open(host, port));
        } catch (IOException e) {
            throw new IsolationException("The Redis server at %s cannot be reached: %s".formatted(address, e), e);
        }
    }

    /**
     * Send a command of texts and return its answer: texts, numbers as texts, a missing value as an empty text, or a list of such.
     *
     * @throws IsolationException if the server refuses the command, or does not answer
     */
    Object send(String... command) {
        return texts(call(Stream.of(command).map(RedisConnection::utf8).toList()));
    }

    /**
     * Send a command and return its answer, with values as the bytes that they are: keys need not be texts.
     *
     * @throws IsolationException if the server refuses the command, or does not answer
     */
    synchronized @Nullable Object call(List<byte[]> command) {
        String name = new String(command.get(0), UTF_8);
        try {
            client.send(command);
            client.flush();
            return client.answer();
        } catch (RedisErrorException e) {
            // Arguments are left out of the message: they may be passwords.
            throw new IsolationException(
                    "The Redis server at %s refused %s: %s".formatted(address, name, e.error()), e);
        } catch (IOException e) {
            throw new IsolationException("The Redis server at %s did not answer %s: %s".formatted(address, name, e), e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static Object texts(@Nullable Object answer) {
        if (answer instanceof List<?> items) {
            return items.stream().map(RedisConnection::texts).toList();
        }
        return answer instanceof byte[] value ? new String(value, UTF_8) : answer == null ? "" : answer;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new IsolationException(
                    "The connection to the Redis server at %s was not closed: %s".formatted(address, e), e);
        }
    }
}
