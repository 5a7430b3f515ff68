package io.mmp.test.system;

import java.net.URI;
import java.util.Map;

/** Takes the parts of addresses that need not be written in them. */
final class Addresses {

    private static final Map<String, Integer> PORTS = Map.of(
            "http",
            80,
            "https",
            443,
            "redis",
            6379,
            "rediss",
            6379,
            "postgresql",
            5432,
            "postgres",
            5432,
            "amqp",
            5672);

    private Addresses() {}

    /** Return the port, or the usual one of the scheme, or -1. */
    static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : PORTS.getOrDefault(uri.getScheme(), -1);
    }

    /** Return the host without the brackets of IPv6. */
    static String host(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Return it without a user and password, for messages. */
    static URI shown(URI uri) {
        String userInfo = uri.getRawUserInfo();
        return userInfo == null ? uri : URI.create(uri.toString().replace(userInfo + "@", ""));
    }

    /** Return where a path of a service is asked by HTTP. */
    static URI http(URI uri, String path) {
        String scheme = "https".equals(uri.getScheme()) ? "https" : "http";
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String base = scheme.equals(uri.getScheme()) && uri.getRawPath() != null
                ? uri.getRawPath().replaceFirst("/+$", "")
                : "";
        return URI.create(scheme + "://" + uri.getHost() + port + base + path);
    }
}
