package io.mmp.test.load;

import io.mmp.test.json.JsonReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The points of k6's JSON output that tell of requests. */
final class K6Points {

    private static final String DROPPED = "dropped iterations";

    private final List<Request> requests = new ArrayList<>();
    private final Map<String, Integer> tasks = new LinkedHashMap<>();
    private int users = 1;

    /** A request, or an iteration of which none was sent. */
    private record Request(int task, Instant start, Instant end, Outcome outcome) {}

    /** Take a line, if it is a point of one of the metrics that count here. */
    void add(String line) {
        if (line.isBlank()) {
            return;
        }
        Map<?, ?> object = object(JsonReader.read(line), "an object");
        if (!"Point".equals(object.get("type"))) {
            require(object.get("metric"), "'metric'");
            return;
        }
        Map<?, ?> data = object(object.get("data"), "'data'");
        switch (String.valueOf(object.get("metric"))) {
            case "http_req_duration" -> addRequest(data);
            case "dropped_iterations" -> addDropped(data);
            case "vus" -> users = Math.max(users, number(data).intValue());
            default -> {}
        }
    }

    private void addRequest(Map<?, ?> data) {
        Map<?, ?> tags = object(data.get("tags"), "'tags'");
        Instant end = time(data);
        Duration took = Duration.ofNanos(number(data).movePointRight(6).longValue());
        requests.add(new Request(
                task(String.valueOf(
                        require(tags.containsKey("name") ? tags.get("name") : tags.get("url"), "the tag 'name'"))),
                end.minus(took),
                end,
                outcome(tags)));
    }

    private void addDropped(Map<?, ?> data) {
        Instant due = time(data);
        int task = task(DROPPED);
        requests.addAll(Collections.nCopies(number(data).intValue(), new Request(task, due, due, Outcome.NOT_SENT)));
    }

    private static Outcome outcome(Map<?, ?> tags) {
        int status = Integer.parseInt(String.valueOf(tags.get("status")));
        @Nullable Object expected = tags.get("expected_response");
        if (status == 0) {
            String code = "k6 error " + tags.get("error_code");
            return new Outcome(code, true, 0, String.valueOf(tags.get("error")));
        }
        Outcome answered = Outcome.ofStatus(status);
        return expected == null || answered.isError() != "true".equals(expected)
                ? answered
                : new Outcome(answered.kind(), !answered.isError(), status, answered.message());
    }

    private int task(String name) {
        int next = tasks.size();
        return tasks.computeIfAbsent(name, unknown -> next);
    }

    private static Instant time(Map<?, ?> data) {
        return OffsetDateTime.parse(String.valueOf(require(data.get("time"), "'time'")))
                .toInstant();
    }

    private static BigDecimal number(Map<?, ?> data) {
        return (BigDecimal) require(data.get("value"), "'value'");
    }

    private static Map<?, ?> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new IllegalArgumentException(what + " is missing");
    }

    private static Object require(@Nullable Object value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return value;
    }

    boolean isEmpty() {
        return requests.stream().noneMatch(request -> !request.outcome().equals(Outcome.NOT_SENT));
    }

    List<String> tasks() {
        return List.copyOf(tasks.keySet());
    }

    /** Return how many users the script had at most. */
    int users() {
        return users;
    }

    Instant start() {
        return Collections.min(requests.stream().map(Request::start).toList());
    }

    Instant end() {
        return Collections.max(requests.stream().map(Request::end).toList());
    }

    /** Return the requests in the order in which they were sent. */
    List<Flight> flights() {
        Instant start = start();
        return requests.stream()
                .sorted(Comparator.comparing(Request::start))
                .map(request -> {
                    long begin = Duration.between(start, request.start()).toNanos();
                    return request.outcome().equals(Outcome.NOT_SENT)
                            ? new Flight(request.task(), begin)
                            : Flight.ended(
                                    request.task(),
                                    begin,
                                    begin,
                                    Duration.between(start, request.end()).toNanos(),
                                    request.outcome());
                })
                .toList();
    }
}
