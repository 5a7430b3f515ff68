package io.mmp.test.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisClientTests {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    @Test
    void each_kind_of_answer_is_read_as_what_it_is() throws Exception {
        try (Answering redis =
                new Answering("+OK\r\n:42\r\n$3\r\na\r\n\r\n$-1\r\n*2\r\n$1\r\nx\r\n*-1\r\n-ERR unknown command\r\n")) {
            try (RedisClient client = RedisClient.open("127.0.0.1", redis.port())) {
                assertThat(client.call("PING")).isEqualTo("OK");
                assertThat(client.answer()).isEqualTo("42");
                assertThat(client.answer()).isEqualTo("a\r\n".getBytes(UTF_8));
                assertThat(client.answer()).isNull();
                assertThat((List<?>) client.answer())
                        .usingRecursiveComparison()
                        .isEqualTo(Arrays.asList("x".getBytes(UTF_8), null));
                assertThatExceptionOfType(RedisErrorException.class)
                        .isThrownBy(client::answer)
                        .withMessage("Redis says: ERR unknown command")
                        .returns("ERR unknown command", RedisErrorException::error);
            }
            assertThat(redis.received()).startsWith("*1\r\n$4\r\nPING\r\n");
        }
    }

    @Test
    void a_uri_names_the_user_the_password_and_the_database() throws Exception {
        try (Answering redis = new Answering("+OK\r\n+OK\r\n")) {
            RedisClient.open(URI.create("redis://ann:secret@127.0.0.1:%s/3".formatted(redis.port())))
                    .close();

            assertThat(redis.received())
                    .isEqualTo("*3\r\n$4\r\nAUTH\r\n$3\r\nann\r\n$6\r\nsecret\r\n*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n");
        }
    }

    @Test
    void a_list_of_values_may_lack_some() throws Exception {
        try (Answering redis = new Answering("*2\r\n$-1\r\n$1\r\nx\r\n+OK\r\n");
                RedisClient client = RedisClient.open("127.0.0.1", redis.port())) {
            assertThat(client.values()).usingRecursiveComparison().isEqualTo(Arrays.asList(null, "x".getBytes(UTF_8)));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(client::values)
                    .withMessage("Redis has not answered with a list");
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1 400 Bad Request", "$many", "*"})
    void what_does_not_speak_redis_is_told(String line) throws Exception {
        try (Answering redis = new Answering(line + "\r\n");
                RedisClient client = RedisClient.open("127.0.0.1", redis.port())) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(client::answer)
                    .withMessage("no RESP 2: " + line);
        }
    }

    @ParameterizedTest
    @CsvSource({"+O", "$5", "'$5\r\nab'", "'*2\r\n:1\r\n'"})
    void a_connection_that_is_closed_in_an_answer_is_told(String part) throws Exception {
        try (Answering redis = new Answering(part);
                RedisClient client = RedisClient.open("127.0.0.1", redis.port())) {
            assertThatExceptionOfType(EOFException.class)
                    .isThrownBy(client::answer)
                    .withMessage("Redis closed the connection");
        }
    }

    /** Says the same to one client, whatever that asks, and closes. */
    private static final class Answering implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK));
        private final CompletableFuture<String> received;

        Answering(String answers) throws IOException {
            received = CompletableFuture.supplyAsync(() -> {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write(answers.getBytes(UTF_8));
                    client.shutdownOutput();
                    return new String(client.getInputStream().readAllBytes(), UTF_8);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }

        int port() {
            return server.getLocalPort();
        }

        String received() {
            return received.join();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
