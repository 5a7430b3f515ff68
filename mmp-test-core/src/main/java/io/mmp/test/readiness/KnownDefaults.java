package io.mmp.test.readiness;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Secrets that are none: what documentation, images and templates come with. */
final class KnownDefaults {

    private static final Set<String> WORDS = Set.of(
            "admin",
            "adminadmin",
            "administrator",
            "root",
            "toor",
            "password",
            "passwd",
            "passw0rd",
            "pass",
            "secret",
            "supersecret",
            "mysecret",
            "verysecret",
            "topsecret",
            "changeme",
            "changeit",
            "changethis",
            "default",
            "example",
            "test",
            "testing",
            "tester",
            "demo",
            "dummy",
            "sample",
            "user",
            "username",
            "guest",
            "postgres",
            "postgresql",
            "mysql",
            "mariadb",
            "redis",
            "rabbitmq",
            "mongo",
            "minio",
            "minioadmin",
            "mlflow",
            "feast",
            "grafana",
            "prometheus",
            "elastic",
            "qwerty",
            "qwertyuiop",
            "letmein",
            "welcome",
            "foobar",
            "todo",
            "tbd",
            "fixme",
            "none",
            "null",
            "token",
            "apikey",
            "key",
            "jwtsecret",
            "secretkey",
            "replaceme",
            "placeholder",
            "insecure",
            "notsecure",
            "development",
            "dev",
            "local",
            "abc",
            "abcdef",
            "pleasechangeme");
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?s)<.*>|\\[.*]|\\{\\{.*}}|\\$\\{.*}|(.)\\1*|.*change[-_ .]?(?:me|it|this).*|.*replace[-_ .]?(?:me|this|with).*|your[-_ .].*|.*insert[-_ .].*here.*");
    private static final String DIGITS = "01234567890123456789";

    private KnownDefaults() {}

    static boolean contains(String value) {
        String lower = value.strip().toLowerCase(Locale.ROOT);
        String plain = lower.replaceAll("[-_ .!@#]", "");
        // password123 is no better than password.
        String word = plain.replaceAll("[0-9]+$", "");
        return WORDS.contains(word)
                || WORDS.contains(plain)
                || DIGITS.contains(plain)
                || PLACEHOLDER.matcher(lower).matches();
    }
}
