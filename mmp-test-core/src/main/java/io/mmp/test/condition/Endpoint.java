package io.mmp.test.condition;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address that answers or does not. */
sealed interface Endpoint {

    /** Return why it cannot be used; empty if it answers within the limit. */
    Optional<String> refusal(Duration limit);

    /**
     * Read {@code http://...}, {@code https://...} or {@code host:port}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Endpoint of(String address) {
        if (address.matches("(?i)https?://.+")) {
            URI uri = URI.create(address);
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("'%s' has no host".formatted(address));
            }
            return new Http(uri);
        }
        Matcher socket =
                Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\s/:]+):([0-9]{1,5})").matcher(address);
        if (!socket.matches() || Integer.parseInt(socket.group(2)) > 65535 || Integer.parseInt(socket.group(2)) == 0) {
            throw new IllegalArgumentException(
                    "'%s' is no address: give http://..., https://... or host:port".formatted(address));
        }
        return new Tcp(socket.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(socket.group(2)));
    }

    /**
     * Must answer a request with a status below 400.
     *
     * @param uri what is asked for
     */
    record Http(URI uri) implements Endpoint {

        @Override
        public Optional<String> refusal(Duration limit) {
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(limit)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            var answer = client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
            try {
                // The timeout of a request ends with its head: a body that never ends would be waited for.
                int status = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS).statusCode();
                return status < 400
                        ? Optional.empty()
                        : Optional.of("%s answers with status %s".formatted(uri, status));
            } catch (ExecutionException e) {
                return Optional.of("%s does not answer (%s)".formatted(uri, e.getCause()));
            } catch (TimeoutException e) {
                return Optional.of("%s gave no answer within %s s".formatted(uri, limit.toMillis() / 1000.0));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("the look for %s was interrupted".formatted(uri));
            } finally {
                answer.cancel(true);
            }
        }
    }

    /**
     * Must accept a connection.
     *
     * @param host a name or an address
     * @param port where it listens
     */
    record Tcp(String host, int port) implements Endpoint {

        @Override
        public Optional<String> refusal(Duration limit) {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                return Optional.of("the name %s is not known".formatted(host));
            }
            try (Socket socket = new Socket()) {
                socket.connect(address, (int) Math.min(limit.toMillis(), Integer.MAX_VALUE));
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of("%s:%s accepts no connection (%s)".formatted(host, port, e.getMessage()));
            }
        }
    }
}
