package io.mmp.test.load;

import io.mmp.test.json.JsonReader;
import io.mmp.test.json.JsonWriter;
import io.mmp.test.text.Quantities;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
    private final List<InvalidRequest> more;

    private record Range(String field, double least, double most) {}

    private InvalidRequests(
            Map<?, ?> valid,
            String validText,
            List<Range> ranges,
            Set<String> optional,
            Set<String> left,
            int largestBody,
            List<InvalidRequest> more) {
        this.valid = valid;
        this.validText = validText;
        this.ranges = ranges;
        this.optional = optional;
        this.left = left;
        this.largestBody = largestBody;
        this.more = more;
    }

    /**
     * Start with the body of a valid request.
     *
     * @throws LoadException if it is not a JSON object with a field
     */
    public static InvalidRequests of(String validJson) {
        try {
            if (JsonReader.read(validJson) instanceof Map<?, ?> members && !members.isEmpty()) {
                return new InvalidRequests(members, validJson, List.of(), Set.of(), Set.of(), LARGEST_BODY, List.of());
            }
        } catch (IllegalArgumentException e) {
            throw new LoadException("The valid body is not JSON: %s.".formatted(e.getMessage()), e);
        }
        throw new LoadException("The valid body must be a JSON object with a field, but is: %s".formatted(validJson));
    }

    /**
     * Start with the body of a valid request to a model server, in the forms of KServe's v1 ({@code instances}) and v2 ({@code inputs} with {@code shape} and {@code datatype}) and of MLflow's scoring server
     * ({@code dataframe_split}, {@code dataframe_records}, {@code instances}, {@code inputs}): beside what {@link #of} makes wrong, rows that are too short, too long, ragged, nested or empty, numbers in strings, {@code true} for a number, numbers of 5000
     * digits, 10,000 levels, bytes that are no UTF-8, and for v2 shapes that the data do not have and an unknown type.
     *
     * @throws LoadException if it is not a JSON object with one of these fields
     */
    public static InvalidRequests ofPrediction(String validJson) {
        InvalidRequests requests = of(validJson);
        return requests.with(PredictionFaults.of(requests.valid, validJson));
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
        List<Range> known = new ArrayList<>(ranges);
        known.add(new Range(field, least, most));
        return new InvalidRequests(valid, validText, List.copyOf(known), optional, left, largestBody, more);
    }

    /** Return a copy that knows fields which may be missing or null. */
    public InvalidRequests withOptional(String... fields) {
        Arrays.asList(fields).forEach(this::requireField);
        Set<String> known = new LinkedHashSet<>(optional);
        known.addAll(Arrays.asList(fields));
        return new InvalidRequests(valid, validText, ranges, Set.copyOf(known), left, largestBody, more);
    }

    /** Return a copy that knows how many bytes a body may have; 10 MiB without. */
    public InvalidRequests withLargestBody(int bytes) {
        if (bytes < validText.length() || bytes > 1 << 28) {
            throw new LoadException("The largest body must be of %s bytes, as the valid one, to 256 MiB, but is of %s."
                    .formatted(validText.length(), bytes));
        }
        return new InvalidRequests(valid, validText, ranges, optional, left, bytes, more);
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
        Set<String> all = new LinkedHashSet<>(left);
        all.addAll(Arrays.asList(names));
        return new InvalidRequests(valid, validText, ranges, optional, Set.copyOf(all), largestBody, more);
    }

    /**
     * Return a copy for a service that takes no fields that it does not know, and none twice: with a field {@code no-such-field}, and with the first one twice.
     */
    public InvalidRequests withClosedFields() {
        String rest = validText.strip().substring(1);
        String first = String.valueOf(valid.keySet().iterator().next());
        String twice = JsonFields.require(valid, first).removed().strip();
        String member = JsonWriter.write(Collections.singletonMap(first, valid.get(first)))
                .strip();
        String name = member.substring(1, member.length() - 1).strip();
        return with(List.of(
                InvalidRequest.json("a field is unknown", "{\"no-such-field\": 1, " + rest),
                InvalidRequest.json(
                        "'%s' is there twice".formatted(first),
                        "{" + name + ", " + name + (valid.size() == 1 ? "}" : ", " + twice.substring(1)))));
    }

    /** Return a copy with a body of your own that the service has to reject. */
    public InvalidRequests withBody(String name, String json) {
        return with(List.of(InvalidRequest.json(name, json)));
    }

    /**
     * Return a copy that sends the valid body to a path, too, where it must be rejected, such as that of a model that is not there.
     *
     * @param name what is wrong with it, such as {@code no such model}
     * @param path such as {@code /v1/models/none:predict}
     */
    public InvalidRequests withPath(String name, String path) {
        return with(List.of(InvalidRequest.json(name, validText).withPath(path)));
    }

    private InvalidRequests with(List<InvalidRequest> added) {
        Set<String> known =
                new TreeSet<>(all().stream().map(InvalidRequest::name).toList());
        for (InvalidRequest request : added) {
            if (!known.add(request.name())) {
                throw new LoadException("The invalid request \"%s\" is there twice.".formatted(request.name()));
            }
        }
        List<InvalidRequest> all = new ArrayList<>(more);
        all.addAll(added);
        return new InvalidRequests(valid, validText, ranges, optional, left, largestBody, List.copyOf(all));
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
        requests.addAll(more);
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
