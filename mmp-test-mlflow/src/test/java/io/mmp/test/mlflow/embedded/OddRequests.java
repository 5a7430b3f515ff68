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

    private final SplittableRandom random;

    OddRequests(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Return the next request as it goes over the wire. */
    String next() {
        if (oneIn(4)) {
            String body = oneIn(3) ? from(OddParts.ODD_VALUES) : "content";
            return message(from(List.of("PUT", "PUT", "PUT", "GET", "HEAD", "DELETE")), ARTIFACTS + path(), body);
        }
        String chosen = from(OddParts.TEMPLATES);
        String[] template = chosen.replace("RUN", RUN)
                .replace("FILTER", quoted(filter()))
                .replace("TRACES", quoted(traceFilter()))
                .replace("ORDER", order())
                .split(" ", chosen.startsWith("GET") ? 2 : 3);
        String method =
                oneIn(20) ? from(List.of("PATCH", "HEAD", "OPTIONS", "DELETE", "TRACE", "PUT", "X")) : template[0];
        String target = template[1].startsWith("/") ? template[1] : API + template[1];
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
        lines.add("Host: " + (oneIn(30) ? from(OddParts.HOSTS) : "127.0.0.1"));
        lines.add("Connection: close");
        if (target.startsWith("/v1/")) {
            lines.add("x-mlflow-experiment-id: " + (oneIn(10) ? from(OddParts.PATH_PARTS) : "0"));
        }
        String header = oneIn(8) ? from(OddParts.HEADERS) : "Accept: */*";
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
            case 0 -> from(OddParts.ODD_VALUES);
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
                                        from(OddParts.ODD_VALUES).replace("\\", "\\\\"));
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
                case 3 -> odd.insert(at, from(OddParts.ODD_VALUES));
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
            case 3 -> from(OddParts.FILTER_PARTS).repeat(from(List.of(10, 200, 3_000)));
            default ->
                IntStream.range(0, 1 + random.nextInt(7))
                        .mapToObj(i -> from(OddParts.FILTER_PARTS))
                        .collect(Collectors.joining());
        };
    }

    private String traceFilter() {
        String clause = from(OddParts.TRACE_FILTERS);
        return oneIn(3) ? clause : oneIn(2) ? mutated(clause) : clause + " AND " + filter();
    }

    private static String quoted(String filter) {
        return filter.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private String order() {
        return oneIn(20) ? "a" + ".a".repeat(3_000) : from(OddParts.ORDERS);
    }

    private String path() {
        return switch (random.nextInt(12)) {
            case 0 -> "n".repeat(from(List.of(200, 256, 300, 5_000)));
            case 1 -> "d/".repeat(from(List.of(10, 100))) + "f";
            case 2 -> "%" + "25".repeat(1 + random.nextInt(30)) + "2e/x";
            default ->
                IntStream.rangeClosed(0, random.nextInt(4))
                        .mapToObj(i -> from(OddParts.PATH_PARTS))
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
