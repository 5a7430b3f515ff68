package io.mmp.test.mlflow.embedded.wire;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonBase64;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A part of a list and the token of the next part.
 *
 * @param nextToken empty if this is the last part
 */
public record Page<T>(List<T> items, Optional<String> nextToken) {

    /** Cut a page out of a list; an empty token stands for its start. */
    public static <T> Page<T> of(List<T> all, long maxResults, String token) {
        return of(all, maxResults, token, all::subList);
    }

    /** Cut a page out of what a list is when it is in an order that tells any two of its elements apart. */
    public static <T> Page<T> of(List<T> unordered, Comparator<T> order, long maxResults, String token) {
        return of(unordered, maxResults, token, (start, end) -> SortedRange.of(unordered, order, start, end));
    }

    private static <T> Page<T> of(
            List<T> all, long maxResults, String token, BiFunction<Integer, Integer, List<T>> part) {
        int start = (int) Math.min(Math.max(offset(token), 0), all.size());
        int end = (int) Math.min(start + maxResults, all.size());
        Optional<String> next = end < all.size() ? Optional.of(token(offset(token) + maxResults)) : Optional.empty();
        return new Page<>(part.apply(start, end), next);
    }

    /** Return a page with other items. */
    public <R> Page<R> map(Function<T, R> mapping) {
        return new Page<>(items.stream().map(mapping).toList(), nextToken);
    }

    /** Return the offset that a token stands for. */
    public static long offset(String token) {
        if (token.isEmpty()) {
            return 0;
        }
        byte[] decoded = PythonBase64.decode(token)
                .orElseThrow(() -> RestException.invalid("Invalid page token, could not base64-decode"));
        Object json = Json.read(decoded)
                .orElseThrow(() -> RestException.invalid("Invalid page token, decoded value=" + Python.repr(decoded)));
        if (!(json instanceof Map<?, ?> fields)) {
            throw new RestException(
                    ErrorCode.INTERNAL_ERROR, "'" + Python.typeName(json) + "' object has no attribute 'get'");
        }
        Object offset = fields.get("offset");
        if (offset == null || offset.equals(0) || offset.equals("")) {
            throw RestException.invalid("Invalid page token, parsed value=" + Python.repr(json));
        }
        return Python.truncated(offset)
                .orElseThrow(() -> RestException.invalid("Invalid page token, not stringable " + offset));
    }

    /** Return the token for an offset. */
    public static String token(long offset) {
        return Base64.getEncoder().encodeToString(("{\"offset\": " + offset + "}").getBytes(StandardCharsets.UTF_8));
    }

    /** Add the items under a name, and the token, to an answer. */
    public void addTo(Map<String, Object> answer, String name) {
        Trees.putUnlessEmpty(answer, name, items);
        nextToken.ifPresent(token -> answer.put("next_page_token", token));
    }
}
