package io.mmp.test.readiness;

import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextAssertTests {

    /** Put together here, so that scanners of repositories do not take them for real ones. */
    private static final String AWS = "AKIA" + "Q3ZN4M2T5KD6LYBW";

    @Test
    void all_that_is_given_away_is_told_with_its_place_and_masked() {
        String body = """
                {"error": "java.lang.IllegalStateException: no answer of postgresql://app:geheim77@10.1.2.3/app",
                 "trace": "at com.acme.Search.find(Search.java:42)\\n\\tat com.acme.Api.get(Api.java:7)",
                 "file": "/home/alice/app/config.yml", "key": "%s",
                 "sql": "SELECT id, name FROM users WHERE id = 1"}""".formatted(AWS);

        assertThatThrownBy(() ->
                        assertThat(SafeText.of("answer to POST /search", body)).leaksNothing())
                .hasMessage("""

                        Expecting the answer to POST /search to give nothing away, but there are 8 leaks:
                          line 1, column 12: the name of an exception, 'java.lang.Illega...'
                          line 1, column 75: a password in a URL, ***
                          line 1, column 84: a private address, '10.1...'
                          line 2, column 12: a frame of Java, 'at com.acme.Sear...'
                          line 2, column 55: a frame of Java, 'at com.acme.Api....'
                          line 3, column 11: a path, '/home/alice/a...'
                          line 3, column 48: a key of AWS, ***
                          line 4, column 10: a statement, 'SELECT id, na...'""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\tat java.base/java.util.Objects.requireNonNull(Objects.java:233)",
                "at org.x.Y$$Lambda$14/0x0000.run(Unknown Source)",
                "at a.B.main(Native Method)",
                "Exception in thread \"main\" x",
                "kotlin.UninitializedPropertyAccessException",
                "Traceback (most recent call last):",
                "File \"app/main.py\", line 12, in handler",
                "{\"detail\": \"File \\\"main.py\\\", line 12, in <module>\"}",
                "    at Object.<anonymous> (/app/index.js:3:9)",
                "    at async Server.handle (file:///srv/a.mjs:10:5)",
                "    at node:internal/main/run_main_module:28:49",
                "goroutine 1 [running]:",
                "main.go:12 +0x1b",
                "panic: runtime error: index out of range [5]",
                "   at Shop.Api.Search.Find(String query) in C:\\src\\Search.cs:line 12",
                "System.NullReferenceException: Object reference not set",
                "app/models.rb:12:in `find'",
                "PHP Fatal error:  Uncaught",
                "thread 'main' panicked at src/main.rs:2:5"
            })
    void stack_traces_are_found(String text) {
        assertThat(kinds(text)).contains(LeakKind.STACK_TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cannot open /var/lib/app/model.bin",
                "\"/home/bob/x\"",
                "(/Users/bob/x)",
                "/root/.ssh/id",
                "=/tmp/upload-7",
                "/app/service/main.py",
                "C:\\Users\\bob\\model.bin",
                "{\"f\": \"D:\\\\data\\\\x.bin\"}",
                "file:///opt/x.jar",
                "~/work/model.bin"
            })
    void paths_are_found(String text) {
        assertThat(kinds(text)).containsExactly(LeakKind.PATH);
    }

    @Test
    void paths_of_this_machine_are_found() {
        assertThat(kinds("in " + System.getProperty("java.home"))).containsExactly(LeakKind.PATH);
    }

    @Test
    void secrets_are_found() {
        String letters = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";
        List<String> secrets = List.of(
                AWS,
                "ghp" + "_" + letters.substring(0, 36),
                "glpat" + "-" + letters.substring(0, 20),
                "xoxb" + "-123456789012-" + letters,
                "sk" + "_live_" + letters.substring(0, 24),
                "sk-" + "ant-api03-" + letters,
                "sk-" + "proj-" + letters,
                "AIza" + letters.substring(0, 35),
                "hf" + "_" + letters.substring(0, 34),
                "eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlMTIz",
                "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE\n-----END RSA " + "PRIVATE KEY-----",
                "-----BEGIN " + "PRIVATE KEY-----",
                "jdbc:postgresql://db/app?user=a&password=geheim77",
                "redis://:geheim77@cache:6379",
                "Authorization: Bearer geheim77geheim77",
                "{\"headers\": {\"authorization\": \"Basic YWJjOmRlZg==\"}}",
                "DB_PASSWORD=geheim77",
                "{\"db_password\": \"geheim77\"}",
                "{\\\"apiKey\\\": \\\"geheim77\\\"}",
                "root:x:0:0:root:/root:/bin/bash");

        assertThat(secrets)
                .allSatisfy(secret -> assertThat(kinds("x " + secret + " y")).contains(LeakKind.SECRET));
        assertThat(secrets)
                .allSatisfy(secret -> assertThatThrownBy(
                                () -> assertThat(SafeText.of("log", secret)).leaksNo(LeakKind.SECRET))
                        .hasMessageContaining("***")
                        .satisfies(error -> assertThat(error.getMessage()).doesNotContain("geheim77", letters, AWS)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from users where id = 1",
                "INSERT INTO items (id, name) VALUES (1, 'x')",
                "update items set name = 'x'",
                "DELETE FROM items",
                "ERROR: relation \"items\" does not exist",
                "ERROR: syntax error at or near \"'\"",
                "SQLSTATE[42000]",
                "ORA-00942: table or view",
                "UNIQUE constraint failed: items.id",
                "no such table: items",
                "duplicate key value violates unique constraint \"items_pkey\""
            })
    void sql_is_found(String text) {
        assertThat(kinds(text)).containsExactly(LeakKind.SQL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect to 10.0.12.7:5432 failed",
                "192.168.1.1",
                "172.20.0.3",
                "127.0.0.1:8080",
                "localhost:5432 refused",
                "db.prod.internal",
                "http://vectors.default.svc.cluster.local:80/x",
                "vectors.default.svc"
            })
    void internal_hosts_are_found(String text) {
        assertThat(kinds(text)).containsExactly(LeakKind.INTERNAL_HOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"3f2b8c1e-9a4d-4a7b-8a55-0c9f6d2e7b11\"}",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "{\"error\": \"query must not be empty\", \"path\": \"/api/v1/search/search\"}",
                "https://example.com/home/alice/etc/passwd?x=/api/v2",
                "see https://user@example.com:8080/tmp/x",
                "GET /items/7/tmp/etc HTTP/1.1",
                "../../etc/passwd is no item",
                "{\"password\": \"must not be empty\"}",
                "{\"password\": \"required\"}",
                "password: [REDACTED], token=***, api_key=<hidden>",
                "postgresql://app:***@db.example.com/app",
                "{\"max_tokens\": 1000, \"token\": \"hello\"}",
                "Please select an item from the list where you are",
                "Update your profile and set a name",
                "look at it: at noon (or later), at 12:30:15",
                "version 10.2.3 and 1.10.0.0.1, 256.10.0.1",
                "2026-01-31T12:00:00.000Z INFO [main] served /health in 3 ms",
                "meet me at Cafe.Central (today)",
                "and/or, 1/2, km/h, text/html, application/json",
                "Error: not found. TypeError is a kind of error.",
                "the LocalDate of import jdk.internal.misc.Unsafe",
                "sk-learn and task-runner-with-a-very-long-name-indeed",
                "ratio a:b, C: is a drive, 12:30",
                "The secret of success = work"
            })
    void what_gives_nothing_away_passes(String text) {
        assertThat(leaks(text)).isEmpty();
    }

    @Test
    void images_and_digests_pass_and_long_lines_cost_little() {
        byte[] image = new byte[200 << 10];
        new Random(7).nextBytes(image);
        String body = "{\"image\": \"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(image) + "\"}\n" + "x".repeat(1 << 16) + "\n"
                + "a.b".repeat(1 << 14) + "\n" + "/a".repeat(1 << 14) + "\n" + "at ".repeat(1 << 14);

        assertThat(leaks(body)).isEmpty();
    }

    @Test
    void secrets_of_the_test_are_found_as_they_are_written_elsewhere() {
        String secret = "p\u00e4ss w\"rd/77";
        SafeTextAssert none = assertThat(SafeText.of("log", "nothing")).usingSecrets(secret);
        none.leaksNothing();
        List<String> texts = List.of(
                secret,
                "\"p\u00e4ss w\\\"rd/77\"",
                "p%C3%A4ss+w%22rd%2F77",
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));

        assertThat(texts)
                .allSatisfy(text -> assertThatThrownBy(() -> assertThat(SafeText.of("log", "ab " + text))
                                .usingSecrets("other-secret", secret)
                                .leaksNo(LeakKind.SECRET))
                        .hasMessage(
                                "%nExpecting the log to give nothing away, but there is 1 leak:%n  line 1, column %s: secret 2 of the test, ***"
                                        .formatted(text.startsWith("\"") ? 5 : 4)));
        assertThatThrownBy(() ->
                        assertThat(SafeText.of("log", "")).usingSecrets("abc").leaksNothing())
                .isInstanceOf(ReadinessException.class)
                .hasMessage("Secret 1 is of fewer than 4 characters: it would be found everywhere.");
    }

    @Test
    void hosts_of_the_test_are_found_and_what_is_allowed_passes() {
        SafeText text = SafeText.of("answer", "vectors did not answer: /tmp/uploads/7");

        assertThat(text).usingAllowed(Pattern.compile("/tmp/uploads/.*")).leaksNothing();
        assertThatThrownBy(() -> assertThat(text)
                        .as("api")
                        .usingAllowed(Pattern.compile("/tmp/uploads/.*"))
                        .usingInternalHosts("vectors")
                        .leaksNothing())
                .hasMessage(
                        "[api] %nExpecting the answer to give nothing away, but there is 1 leak:%n  line 1, column 1: an internal host, 'vect...'"
                                .formatted());
        Assertions.assertThat(text).leaksNo(LeakKind.SECRET, LeakKind.STACK_TRACE);
    }

    private static List<LeakKind> kinds(String text) {
        return leaks(text).stream().map(Leak::kind).distinct().toList();
    }

    private static List<Leak> leaks(String text) {
        return new LeakSearch(EnumSet.allOf(LeakKind.class), List.of(), List.of(), List.of()).in(text);
    }
}
