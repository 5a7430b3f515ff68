package io.mmp.test.load;

import io.mmp.test.json.JsonReader;
import io.mmp.test.text.Quantities;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes requests that a service has to reject from one that it accepts: each field missing, null, of a wrong type, NaN, beyond a double, out
 * of its range; the body truncated, empty, no JSON, too large; a wrong content type.
 *
 * <pre>{@code
 * InvalidRequests invalid = InvalidRequests.of("{\"amount\": 12.5, \"country\": \"DE\"}").withRange("amount", 0, 10_000);
 * LoadResult result = OpenLoad.of(Arrivals.constant(50, Duration.ofSeconds(10))).run(invalid.tasks(request));
 * assertThat(result).rejectsEveryRequest();
 * }</pre>
 *
 * <p>A service that answers with a status of 500 or more has not rejected a request, but broken on it. Of a list, the first element is
 * changed.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class InvalidRequests {

    /** More than a service reads that has a limit: that of Spring Boot's embedded servers is 2 MB, that of nginx 1 MB. */
    private static final int LARGEST_BODY = 10 << 20;

    private final Map<?, ?> valid;
    private final String validText;
    private final List<Range> ranges;
    private final Set<String> optional;
    private final Set<String> left;
    private final int largestBody;

    private record Range(String field, double least, double most) {}

    private InvalidRequests(
            Map<?, ?> valid,
            String validText,
            List<Range> ranges,
            Set<String> optional,
            Set<String> left,
            int largestBody) {
        this.valid = valid;
        this.validText = validText;
        this.ranges = ranges;
        this.optional = optional;
        this.left = left;
        this.largestBody = largestBody;
    }

    /**
     * Start with the body of a valid request.
     *
     * @throws LoadException if it is not a JSON object with a field
     */
    public static InvalidRequests of(String validJson) {
        try {
            if (JsonReader.read(validJson) instanceof Map<?, ?> members && !members.isEmpty()) {
                return new InvalidRequests(members, validJson, List.of(), Set.of(), Set.of(), LARGEST_BODY);
            }
        } catch (IllegalArgumentException e) {
            throw new LoadException("The valid body is not JSON: %s.".formatted(e.getMessage()), e);
        }
        throw new LoadException("The valid body must be a JSON object with a field, but is: %s".formatted(validJson));
    }

    /** Return a copy that knows the range of a number, such as {@code customer.age} or {@code items[0].price}, both ends included. */
    public InvalidRequests withRange(String field, double least, double most) {
        requireField(field);
        if (!(least <= most) || Double.isInfinite(least) || Double.isInfinite(most)) {
            throw new LoadException("The range of '%s' must be of finite numbers in order, but is from %s to %s."
                    .formatted(field, least, most));
        }
        JsonFields.Field number = JsonFields.require(valid, field);
        if (!number.isNumber()) {
            throw new LoadException("The range of '%s' must be of a number, but the valid body has %s."
                    .formatted(field, number.value()));
        }
        List<Range> more = new ArrayList<>(ranges);
        more.add(new Range(field, least, most));
        return new InvalidRequests(valid, validText, List.copyOf(more), optional, left, largestBody);
    }

    /** Return a copy that knows fields which may be missing or null. */
    public InvalidRequests withOptional(String... fields) {
        Arrays.asList(fields).forEach(this::requireField);
        Set<String> more = new LinkedHashSet<>(optional);
        more.addAll(Arrays.asList(fields));
        return new InvalidRequests(valid, validText, ranges, Set.copyOf(more), left, largestBody);
    }

    /** Return a copy that knows how many bytes a body may have; 10 MiB without. */
    public InvalidRequests withLargestBody(int bytes) {
        if (bytes < validText.length() || bytes > 1 << 28) {
            throw new LoadException("The largest body must be of %s bytes, as the valid one, to 256 MiB, but is of %s."
                    .formatted(validText.length(), bytes));
        }
        return new InvalidRequests(valid, validText, ranges, optional, left, bytes);
    }

    /** Return a copy without requests of these names, which the service accepts on purpose. */
    public InvalidRequests without(String... names) {
        Set<String> known =
                new TreeSet<>(all().stream().map(InvalidRequest::name).toList());
        for (String name : names) {
            if (!known.contains(name)) {
                throw new LoadException("No invalid request is named \"%s\", but %s.".formatted(name, known));
            }
        }
        Set<String> more = new LinkedHashSet<>(left);
        more.addAll(Arrays.asList(names));
        return new InvalidRequests(valid, validText, ranges, optional, Set.copyOf(more), largestBody);
    }

    private void requireField(String field) {
        Set<String> known = JsonFields.of(valid).keySet();
        if (!known.contains(field)) {
            throw new LoadException("The valid body has no field '%s', but %s.".formatted(field, known));
        }
    }

    /** Return the requests, none of which is valid. */
    public List<InvalidRequest> requests() {
        return all().stream().filter(request -> !left.contains(request.name())).toList();
    }

    /** Return a task for each of them, to be sent as a template is, which has the URI and the headers. */
    public List<Task> tasks(HttpRequest template) {
        return requests().stream()
                .map(request -> Task.of(request.name(), request.toRequest(template)))
                .toList();
    }

    private List<InvalidRequest> all() {
        List<InvalidRequest> requests = new ArrayList<>();
        fields().forEach((name, body) -> requests.add(InvalidRequest.json(name, body)));
        byte[] bytes = validText.getBytes(StandardCharsets.UTF_8);
        requests.add(InvalidRequest.json("the body is truncated", Arrays.copyOf(bytes, bytes.length / 2)));
        requests.add(InvalidRequest.json("the body is empty", new byte[0]));
        requests.add(InvalidRequest.json("the body is no JSON", "no JSON"));
        requests.add(InvalidRequest.json("the body is no object", "[]"));
        byte[] large = Arrays.copyOf(bytes, largestBody + 1);
        // Spaces after the value are JSON: nothing is wrong with it but its size.
        Arrays.fill(large, bytes.length, large.length, (byte) ' ');
        requests.add(InvalidRequest.json("the body is too large", large));
        requests.add(InvalidRequest.of("the content type is text/plain", "text/plain", bytes));
        return requests;
    }

    /** Return bodies with one wrong field each, by what is wrong with it. */
    private Map<String, String> fields() {
        Map<String, String> bodies = new LinkedHashMap<>();
        JsonFields.of(valid).forEach((path, field) -> {
            if (!optional.contains(path)) {
                if (field.isMember()) {
                    bodies.put("'%s' is missing".formatted(path), field.removed());
                }
                if (field.value() != null) {
                    bodies.put("'%s' is null".formatted(path), field.replacedBy("null"));
                }
            }
            if (field.value() != null) {
                bodies.put("'%s' is of a wrong type".formatted(path), field.replacedBy(field.ofWrongType()));
            }
            if (field.isNumber()) {
                bodies.put("'%s' is NaN".formatted(path), field.replacedBy("NaN"));
                bodies.put("'%s' is infinite".formatted(path), field.replacedBy("Infinity"));
                bodies.put("'%s' is beyond a double".formatted(path), field.replacedBy("1e400"));
            }
        });
        for (Range range : ranges) {
            JsonFields.Field field = JsonFields.require(valid, range.field);
            bodies.put(
                    "'%s' is below %s".formatted(range.field, Quantities.number(range.least)),
                    field.replacedBy(JsonFields.plain(range.least, -1)));
            bodies.put(
                    "'%s' is above %s".formatted(range.field, Quantities.number(range.most)),
                    field.replacedBy(JsonFields.plain(range.most, 1)));
        }
        return bodies;
    }
}
