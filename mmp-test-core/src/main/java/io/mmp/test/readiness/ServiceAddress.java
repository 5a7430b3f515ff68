package io.mmp.test.readiness;

import io.mmp.test.security.SecretSearch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a service of the stack is. */
record ServiceAddress(URI uri) {

    ServiceAddress {
        String scheme = uri.getScheme();
        if (scheme != null) {
            uri = URI.create(scheme.toLowerCase(Locale.ROOT) + uri.toString().substring(scheme.length()));
        }
    }

    boolean isDatabase() {
        return "jdbc".equals(uri.getScheme());
    }

    boolean isHttp() {
        return "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    }

    /** Return the port; that of the scheme if it has none; -1 if that is not known. */
    int port() {
        URI network = network();
        if (network.getPort() >= 0 || network.getScheme() == null) {
            return network.getPort();
        }
        return switch (network.getScheme()) {
            case "http" -> 80;
            case "https" -> 443;
            case "postgresql" -> 5432;
            case "mysql" -> 3306;
            case "mariadb" -> 3306;
            case "redis" -> 6379;
            default -> -1;
        };
    }

    /** Return the address of a path of the service. */
    URI at(String path) {
        return URI.create(uri.toString().replaceAll("/+$", "") + path);
    }

    /** Say why it cannot be reached; empty if it can, or if it is a database that is in no network. */
    Optional<String> unreachable(Duration longest) {
        String host = network().getHost();
        int port = port();
        if (host == null || port < 0) {
            return isDatabase()
                    ? Optional.empty()
                    : Optional.of("its address '%s' has no %s".formatted(this, host == null ? "host" : "port"));
        }
        try {
            Optional<String> failure = Optional.empty();
            for (InetAddress each : InetAddress.getAllByName(host)) {
                failure = refused(each, port, longest);
                if (failure.isEmpty()) {
                    return failure;
                }
            }
            return failure.map(reason -> "nobody listens at %s:%s (%s)".formatted(host, port, reason));
        } catch (UnknownHostException e) {
            return Optional.of("its host '%s' is unknown".formatted(host));
        }
    }

    private static Optional<String> refused(InetAddress host, int port, Duration longest) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) Math.max(1, Math.min(longest.toMillis(), 600_000)));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(reason(e));
        }
    }

    static String reason(@Nullable Throwable failure) {
        if (failure == null) {
            return "for no reason that is told";
        }
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : SecretSearch.mask(message).strip().replaceAll("\\s+", " ");
    }

    /** Return the part of the address that has a host, if any. */
    private URI network() {
        String inner = uri.getSchemeSpecificPart();
        try {
            return isDatabase() ? URI.create(inner.replaceAll("[?;].*", "")) : uri;
        } catch (IllegalArgumentException e) {
            return uri;
        }
    }

    /** Return the address, without a password. */
    @Override
    public String toString() {
        return SecretSearch.mask(uri.toString());
    }
}
