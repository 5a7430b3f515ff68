package io.mmp.test.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.isolation.SharedPostgres;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a PostgreSQL server is, and who its user is. */
record PostgresAddress(String host, int port, String user, String password) {

    private static final int DEFAULT_PORT = 5432;
    private static final Pattern FORM = Pattern.compile(
            "postgres(?:ql)?://(?<user>[^:@/?#]+)(?::(?<password>[^@/?#]*))?@(?<host>\\[[^\\]/?#]+\\]|[^:@/?#\\[\\]]+)(?::(?<port>\\d{1,5}))?/?");

    /** What leads clients elsewhere where it is inherited, and is as good as unset where it is overwritten so. */
    private static final Map<String, String> NEUTRAL = Map.of("PGHOSTADDR", "", "PGOPTIONS", "", "PGSSLMODE", "prefer");

    /**
     * Read the address of a server.
     *
     * @throws DatabaseException if it is none; the message does not show the password
     */
    static PostgresAddress parse(String address) {
        Matcher form = FORM.matcher(address);
        if (!form.matches()) {
            throw new DatabaseException(
                    "'%s' is not the address of a PostgreSQL server such as postgresql://user:password@127.0.0.1:5432, without a database: each test gets its own."
                            .formatted(address.replaceFirst("(//[^:@/]*):.*@", "$1:***@")),
                    null);
        }
        return new PostgresAddress(
                form.group("host"),
                form.group("port") == null ? DEFAULT_PORT : Integer.parseInt(form.group("port")),
                decode(form.group("user")),
                form.group("password") == null ? "" : decode(form.group("password")));
    }

    /** Decode percents; unlike in forms a plus is a plus. */
    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
    }

    SharedPostgres server() {
        return SharedPostgres.at(host, port, user, password);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%s/%s?user=%s%s"
                .formatted(
                        host, port, database, encode(user), password.isEmpty() ? "" : "&password=" + encode(password));
    }

    URI uri(String database) {
        return URI.create("postgresql://%s%s@%s:%s/%s"
                .formatted(encode(user), password.isEmpty() ? "" : ":" + encode(password), host, port, database));
    }

    Map<String, String> environment(String database, Map<String, String> inherited) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("DATABASE_URL", uri(database).toString());
        variables.put("PGHOST", host.replaceAll("[\\[\\]]", ""));
        variables.put("PGPORT", String.valueOf(port));
        variables.put("PGDATABASE", database);
        variables.put("PGUSER", user);
        variables.put("PGPASSWORD", password);
        NEUTRAL.forEach((name, value) -> {
            if (inherited.containsKey(name)) {
                variables.put(name, value);
            }
        });
        return variables;
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, UTF_8).replace("+", "%20");
    }

    /** Return the address without the password. */
    @Override
    public String toString() {
        return "postgresql://%s@%s:%s".formatted(encode(user), host, port);
    }
}
