package io.mmp.test.mlflow.embedded;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws requests that are almost right: a template of an endpoint with something wrong in it; one seed always draws the same. */
final class OddRequests {

    /** Stands for the id of a run, and is as long. */
    static final String RUN = "abcdefab".repeat(4);

    private static final int MISSING = 10;

    private static final String API = "/api/2.0/mlflow/";
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";

    private static final List<String> TEMPLATES = List.of(
            "POST experiments/create {\"name\":\"e\",\"artifact_location\":\"mlflow-artifacts:/e\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}",
            "POST experiments/search {\"max_results\":5,\"filter\":\"FILTER\",\"order_by\":[\"ORDER\"],\"view_type\":\"ALL\",\"page_token\":\"\"}",
            "POST experiments/update {\"experiment_id\":\"0\",\"new_name\":\"n\"}",
            "POST experiments/set-experiment-tag {\"experiment_id\":\"0\",\"key\":\"k\",\"value\":\"v\"}",
            "GET experiments/get?experiment_id=0",
            "GET experiments/get-by-name?experiment_name=Default",
            "POST runs/create {\"experiment_id\":\"0\",\"start_time\":1,\"run_name\":\"n\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}",
            "POST runs/update {\"run_id\":\"RUN\",\"status\":\"FINISHED\",\"end_time\":2}",
            "GET runs/get?run_id=RUN",
            "POST runs/search {\"experiment_ids\":[\"0\"],\"filter\":\"FILTER\",\"order_by\":[\"ORDER\"],\"max_results\":5,\"page_token\":\"\"}",
            "POST runs/log-metric {\"run_id\":\"RUN\",\"key\":\"k\",\"value\":1.5,\"timestamp\":1,\"step\":1}",
            "POST runs/log-parameter {\"run_id\":\"RUN\",\"key\":\"k\",\"value\":\"v\"}",
            "POST runs/set-tag {\"run_id\":\"RUN\",\"key\":\"k\",\"value\":\"v\"}",
            "POST runs/delete-tag {\"run_id\":\"RUN\",\"key\":\"k\"}",
            "POST runs/log-batch {\"run_id\":\"RUN\",\"metrics\":[{\"key\":\"m\",\"value\":1,\"timestamp\":1,\"step\":1}],\"params\":[{\"key\":\"p\",\"value\":\"1\"}],\"tags\":[]}",
            "POST runs/log-inputs {\"run_id\":\"RUN\",\"datasets\":[{\"dataset\":{\"name\":\"d\",\"digest\":\"1\",\"source_type\":\"s\",\"source\":\"s\"},\"tags\":[]}]}",
            "POST runs/log-model {\"run_id\":\"RUN\",\"model_json\":\"{\\\"run_id\\\":\\\"RUN\\\",\\\"artifact_path\\\":\\\"m\\\"}\"}",
            "GET metrics/get-history?run_id=RUN&metric_key=k&max_results=3",
            "GET metrics/get-history-bulk-interval?run_ids=RUN&metric_key=k&max_results=3",
            "GET artifacts/list?run_id=RUN&path=a",
            "POST registered-models/create {\"name\":\"m\",\"description\":\"d\",\"tags\":[]}",
            "GET registered-models/search?filter=FILTER&max_results=3&order_by=ORDER",
            "POST registered-models/alias {\"name\":\"m\",\"alias\":\"a\",\"version\":\"1\"}",
            "POST registered-models/set-tag {\"name\":\"m\",\"key\":\"k\",\"value\":\"v\"}",
            "POST model-versions/create {\"name\":\"m\",\"source\":\"s3://b/m\",\"run_id\":\"RUN\",\"tags\":[]}",
            "GET model-versions/get?name=m&version=1",
            "GET model-versions/search?filter=FILTER&max_results=3",
            "POST model-versions/transition-stage {\"name\":\"m\",\"version\":\"1\",\"stage\":\"Production\",\"archive_existing_versions\":true}",
            "POST logged-models {\"experiment_id\":\"0\",\"name\":\"m\",\"params\":[{\"key\":\"k\",\"value\":\"v\"}],\"tags\":[]}",
            "POST logged-models/search {\"experiment_ids\":[\"0\"],\"filter\":\"FILTER\",\"max_results\":3,\"order_by\":[{\"field_name\":\"ORDER\",\"ascending\":false}]}");

    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "1e999999",
            "NaN",
            "Infinity",
            "-Infinity",
            "\"Infinity\"",
            "\"NaN\"",
            "\"\"",
            "\"1_0\"",
            "\" 7 \"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"\u00ff\"",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[{}]",
            "{\"a\":{}}",
            "[1]",
            "[\"x\"]",
            "9223372036854775808",
            "-9223372036854775809",
            "\"9223372036854775808\"",
            "\"..\"",
            "\"a/../b\"",
            "\"a\\nb\"");

    private static final List<String> FILTER_PARTS = List.of(
            "metrics.a",
            "params.a",
            "tags.a",
            "tags.`a b`",
            "attributes.start_time",
            "name",
            "status",
            "run_id",
            "dataset.name",
            "x.y",
            " > ",
            " >= ",
            " = ",
            " != ",
            " LIKE ",
            " ILIKE ",
            " RLIKE ",
            " IN ",
            " NOT IN ",
            " IS NULL",
            " IS NOT NULL",
            " AND ",
            " OR ",
            " and ",
            "1",
            "1x",
            "-1.5",
            "1e999",
            "'v'",
            "'%a%b%'",
            "\"v\"",
            "('a','b')",
            "('a',)",
            "()",
            "(",
            ")",
            "'",
            "\"",
            "`",
            "\u00b4",
            ";",
            ",",
            ".",
            "--",
            "/*",
            "*/",
            "# ",
            "::",
            "\\",
            "%",
            "_",
            "?",
            "\t",
            "\n",
            "NOT",
            "NULL",
            "0x1F",
            "*",
            "+",
            "||",
            "\u00e9",
            "''");

    private static final List<String> ORDERS = List.of(
            "metrics.a DESC",
            "params.a",
            "start_time",
            "name ASC",
            "attributes.x",
            "a.a.a.a.a",
            "`a`.`b` DESC",
            "'a'",
            "",
            " ",
            ".",
            "a b c",
            "creation_time",
            "timestamp",
            "metrics.`a b` asc",
            "metrics.",
            "version_number");

    private static final List<String> PATH_PARTS = List.of(
            "a",
            "b.txt",
            "..",
            "..;",
            ".",
            "",
            "%2e%2e",
            "%252e%252e",
            "%2f",
            "%5c",
            "%00",
            "..%00",
            "%0a",
            "%0d%0a",
            "%ff",
            "%c3%a9",
            "%23",
            "a?b",
            "a;b",
            "C:",
            "file:",
            "~",
            "%7e",
            "a%20b",
            "+",
            ".artifact.uploading.1",
            "con",
            "%25%25",
            "%F0%9F%98%80");

    private static final List<String> HEADERS = List.of(
            "Content-Type: text/plain",
            "Content-Type:",
            "Content-Type: application/json; charset=utf-16",
            "Origin: http://evil.com",
            "Origin: null",
            "Origin: http://localhost:1@evil.com",
            "Range: bytes=0-",
            "Range: bytes=-",
            "Range: x",
            "Range: bytes=5-1,0-0,,",
            "If-Range: x",
            "Access-Control-Request-Method: PUT",
            "X-HTTP-Method-Override: DELETE",
            "Accept: */*",
            "Cookie: a=b");

    private static final List<String> HOSTS = List.of(
            "evil.com",
            "10.evil.com",
            "localhost:1@evil.com",
            "[::1]:5000",
            "10.0.0.1",
            "LOCALHOST",
            "127.0.0.1:x",
            "localhost.");

    private final SplittableRandom random;

    OddRequests(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Return the next request as it goes over the wire. */
    String next() {
        if (oneIn(4)) {
            String body = oneIn(3) ? from(ODD_VALUES) : "content";
            return message(from(List.of("PUT", "PUT", "PUT", "GET", "HEAD", "DELETE")), ARTIFACTS + path(), body);
        }
        String chosen = from(TEMPLATES);
        String[] template = chosen.replace("RUN", RUN)
                .replace(
                        "FILTER",
                        filter().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                .replace("ORDER", order())
                .split(" ", chosen.startsWith("GET") ? 2 : 3);
        String method =
                oneIn(20) ? from(List.of("PATCH", "HEAD", "OPTIONS", "DELETE", "TRACE", "PUT", "X")) : template[0];
        String target = API + template[1];
        if (template.length < 3) {
            int query = target.indexOf('?') + 1;
            return message(
                    method,
                    encoded(oneIn(2) ? target : target.substring(0, query) + mutated(target.substring(query))),
                    "");
        }
        return message(method, oneIn(15) ? target + "/" + path() : target, body(template[2]));
    }

    private String message(String method, String target, String body) {
        List<String> lines = new ArrayList<>();
        lines.add(method + " " + target + " HTTP/1.1");
        lines.add("Host: " + (oneIn(30) ? from(HOSTS) : "127.0.0.1"));
        lines.add("Connection: close");
        String header = oneIn(8) ? from(HEADERS) : "Accept: */*";
        if (!header.startsWith("Content-Type")) {
            lines.add("Content-Type: application/json");
        }
        lines.add(header);
        if (oneIn(40)) {
            lines.add("Transfer-Encoding: chunked");
            lines.add("");
            lines.add(Integer.toHexString(body.length()));
            lines.add(body);
            lines.add(body.isEmpty() ? "" : "0\r\n\r\n");
        } else {
            lines.add("Content-Length: " + (oneIn(60) ? body.length() + MISSING : body.length()));
            lines.add("");
            lines.add(body);
        }
        return String.join("\r\n", lines);
    }

    /** Return whether the body of one of these requests has fewer bytes than its header says. */
    static boolean isCutShort(String request) {
        int body = request.indexOf("\r\n\r\n") + 4;
        return request.substring(0, body)
                .contains("\r\nContent-Length: " + (request.length() - body + MISSING) + "\r\n");
    }

    private String body(String json) {
        return switch (random.nextInt(8)) {
            case 0 -> from(ODD_VALUES);
            case 1 -> mutated(json);
            case 2 -> nested(from(List.of(10, 500, 900, 1_100, 5_000)), json);
            case 3 ->
                json.replaceFirst(
                        "\"(\\w+)\"(?=[,}\\]])", "\"" + "x".repeat(from(List.of(300, 3_000, 100_000))) + "\"");
            case 4 -> json.replaceFirst(":\\d[\\d.]*", ":" + "9".repeat(from(List.of(20, 400, 4_300, 4_301, 100_000))));
            default -> {
                List<Integer> values = IntStream.range(1, json.length())
                        .filter(i -> json.charAt(i - 1) == ':' && json.charAt(i) != '/')
                        .boxed()
                        .toList();
                int start = from(values);
                yield json.substring(0, start)
                        + json.substring(start)
                                .replaceFirst(
                                        "^(\"(\\\\.|[^\"\\\\])*+\"|[^,}]+)",
                                        from(ODD_VALUES).replace("\\", "\\\\"));
            }
        };
    }

    private String nested(int depth, String json) {
        String deep =
                oneIn(2) ? "[".repeat(depth) + "]".repeat(depth) : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        return oneIn(3) ? deep : "{\"x\":" + deep + "," + json.substring(1);
    }

    private String mutated(String text) {
        StringBuilder odd = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0 && !odd.isEmpty(); i--) {
            int at = random.nextInt(odd.length());
            switch (random.nextInt(5)) {
                case 0 -> odd.deleteCharAt(at);
                case 1 -> odd.insert(at, (char) random.nextInt(256));
                case 2 -> odd.setLength(at);
                case 3 -> odd.insert(at, from(ODD_VALUES));
                default -> odd.insert(at, odd.substring(at));
            }
        }
        return odd.toString();
    }

    private String filter() {
        return switch (random.nextInt(12)) {
            case 0 -> "tags.a LIKE '" + "%a".repeat(16) + "b'";
            case 1 -> "params.a = '" + "x".repeat(from(List.of(300, 3_000, 30_000))) + "'";
            case 2 -> String.join(" AND ", Collections.nCopies(from(List.of(50, 500, 3_000)), "tags.a = 'v'"));
            case 3 -> from(FILTER_PARTS).repeat(from(List.of(10, 200, 3_000)));
            default ->
                IntStream.range(0, 1 + random.nextInt(7))
                        .mapToObj(i -> from(FILTER_PARTS))
                        .collect(Collectors.joining());
        };
    }

    private String order() {
        return oneIn(20) ? "a" + ".a".repeat(3_000) : from(ORDERS);
    }

    private String path() {
        return switch (random.nextInt(12)) {
            case 0 -> "n".repeat(from(List.of(200, 256, 300, 5_000)));
            case 1 -> "d/".repeat(from(List.of(10, 100))) + "f";
            case 2 -> "%" + "25".repeat(1 + random.nextInt(30)) + "2e/x";
            default ->
                IntStream.rangeClosed(0, random.nextInt(4))
                        .mapToObj(i -> from(PATH_PARTS))
                        .collect(Collectors.joining("/"));
        };
    }

    /** Escape what would end the request line. */
    private static String encoded(String target) {
        return target.chars()
                .mapToObj(c -> c <= ' ' || c >= 0x7f || "\"<>\\^`{|}".indexOf(c) >= 0
                        ? String.format(Locale.ROOT, "%%%02X", c)
                        : String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    private boolean oneIn(int cases) {
        return random.nextInt(cases) == 0;
    }

    private <T> T from(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
