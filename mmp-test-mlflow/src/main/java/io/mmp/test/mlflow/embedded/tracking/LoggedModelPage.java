package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonBase64;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Json;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.SortedRange;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of the logged models that a search found.
 *
 * <p>Its token works for the same experiments, filter and order only, which it carries.
 */
record LoggedModelPage(List<LoggedModel> models, Optional<String> nextToken) {

    private static final int MAX_RESULTS_OF_NONE = 50;
    private static final int MAX_RESULTS_OF_ZERO = 100;

    /** Where a page starts, as its token says it. */
    record Start(long offset) {

        /** Read and check the token of a search; an empty one stands for the first page. */
        static Start of(Message request) {
            String token = request.string("page_token");
            if (token.isEmpty()) {
                return new Start(0);
            }
            Map<?, ?> fields = decode(token);
            Map<String, @Nullable Object> search = search(request);
            require("Experiment IDs", "experiment IDs", search.get("experiment_ids"), fields.get("experiment_ids"));
            require("Filter string", "filter string", search.get("filter_string"), orNull(fields.get("filter_string")));
            require("Order by", "order by", search.get("order_by"), orNull(fields.get("order_by")));
            Object offset = orNull(fields.get("offset"));
            return offset == null
                    ? new Start(0)
                    : new Start(Python.truncated(offset)
                            .orElseThrow(() -> new RestException(ErrorCode.INTERNAL_ERROR, Python.noInteger(offset))));
        }

        private static void require(String name, String lower, @Nullable Object expected, @Nullable Object found) {
            if (!Objects.equals(expected, found)) {
                throw RestException.invalid(
                        "%s in the page token do%s not match the requested %s. Expected: %s. Found: %s"
                                .formatted(name, name.endsWith("s") ? "" : "es", lower, text(expected), text(found)));
            }
        }

        private static String text(@Nullable Object value) {
            return value instanceof String text ? text : Python.repr(value);
        }

        private static @Nullable Object orNull(@Nullable Object value) {
            boolean isNothing = value == null || value.equals("") || value.equals(List.of()) || value.equals(0);
            return isNothing ? null : value;
        }
    }

    /** Cut a page out of what a search found, when it is in its order. */
    static LoggedModelPage of(List<LoggedModel> found, Comparator<LoggedModel> order, Start start, Message request) {
        // The protocol and the store have a default each, and they differ.
        long asked = request.has("max_results") ? request.integer("max_results") : MAX_RESULTS_OF_NONE;
        long maxResults = asked == 0 ? MAX_RESULTS_OF_ZERO : asked;
        int from = (int) Math.min(Math.max(start.offset(), 0), found.size());
        int rest = found.size() - from;
        // The database takes a negative limit for none, and Python counts a negative end from behind.
        long limit = maxResults + 1;
        int fetched = limit < 0 || limit >= rest ? rest : (int) limit;
        if (fetched <= maxResults) {
            return new LoggedModelPage(SortedRange.of(found, order, from, from + fetched), Optional.empty());
        }
        int end = (int) (maxResults < 0 ? Math.max(fetched + maxResults, 0) : maxResults);
        Map<String, @Nullable Object> next = search(request);
        next.put("offset", start.offset() + maxResults);
        String token =
                Base64.getEncoder().encodeToString(PythonJson.spaced(next).getBytes(StandardCharsets.UTF_8));
        return new LoggedModelPage(SortedRange.of(found, order, from, from + end), Optional.of(token));
    }

    private static Map<String, @Nullable Object> search(Message request) {
        Map<String, @Nullable Object> search = new LinkedHashMap<>();
        search.put("experiment_ids", request.strings("experiment_ids"));
        search.put("filter_string", request.optional("filter").orElse(null));
        List<Map<String, @Nullable Object>> order =
                request.messages("order_by").stream().map(LoggedModelPage::tree).toList();
        search.put("order_by", order.isEmpty() ? null : order);
        return search;
    }

    private static Map<String, @Nullable Object> tree(Message order) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("field_name", order.string("field_name"));
        tree.put("ascending", !order.has("ascending") || order.flag("ascending"));
        tree.put("dataset_name", order.optional("dataset_name").orElse(null));
        tree.put("dataset_digest", order.optional("dataset_digest").orElse(null));
        return tree;
    }

    private static Map<?, ?> decode(String token) {
        byte[] bytes = PythonBase64.decode(token).orElseThrow(() -> new UnhandledRequestException("binascii.Error"));
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException notUtf8) {
            throw new UnhandledRequestException("UnicodeDecodeError");
        }
        Object json = Json.read(bytes)
                .orElseThrow(() -> RestException.invalid(
                        "Invalid page token: " + token + ". Expecting value: line 1 column 1 (char 0)"));
        if (!(json instanceof Map<?, ?> fields)) {
            throw new UnhandledRequestException(Python.typeName(json) + " has no attribute 'get'");
        }
        return fields;
    }
}
