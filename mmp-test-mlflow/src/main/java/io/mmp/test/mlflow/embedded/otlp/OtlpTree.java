package io.mmp.test.mlflow.embedded.otlp;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.wire.Json;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values, events and links of spans as OpenTelemetry's messages in protobuf's JSON. */
public final class OtlpTree {

    private OtlpTree() {}

    /** Return a name with its value. */
    public static Map<String, Object> keyValue(String key, @Nullable Object value) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!key.isEmpty()) {
            tree.put("key", key);
        }
        if (value != null) {
            tree.put("value", anyValue(value));
        }
        return tree;
    }

    /** Return an event. */
    public static Map<String, Object> event(Map<?, ?> stored) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (stored.get("time_unix_nano") instanceof Number time && !time.equals(0L)) {
            tree.put("time_unix_nano", time);
        }
        if (stored.get("name") instanceof String name && !name.isEmpty()) {
            tree.put("name", name);
        }
        Trees.putUnlessEmpty(tree, "attributes", keyValues(stored.get("attributes")));
        return tree;
    }

    /** Tell whether OpenTelemetry has ids as long as those of a link. */
    public static boolean isShowable(Map<?, ?> stored) {
        return String.valueOf(stored.get("trace_id")).length() <= "tr-".length() + 2 * OtlpIds.TRACE_BYTES
                && String.valueOf(stored.get("span_id")).length() <= 2 * OtlpIds.SPAN_BYTES;
    }

    /** Return a link to another span. */
    public static Map<String, Object> link(Map<?, ?> stored) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("trace_id", base64(String.valueOf(stored.get("trace_id")).replaceFirst("^tr-", "")));
        tree.put("span_id", base64(String.valueOf(stored.get("span_id"))));
        Trees.putUnlessEmpty(tree, "attributes", keyValues(stored.get("attributes")));
        return tree;
    }

    private static List<Map<String, Object>> keyValues(@Nullable Object entries) {
        List<Map<String, Object>> values = new ArrayList<>();
        if (entries instanceof Map<?, ?> map) {
            map.forEach((key, value) -> values.add(keyValue(String.valueOf(key), value)));
        }
        return values;
    }

    private static Map<String, Object> anyValue(@Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof byte[] bytes) {
            return Map.of("string_value", Python.repr(bytes));
        }
        if (value instanceof Boolean) {
            return Map.of("bool_value", value);
        }
        if (value instanceof Double number) {
            return Map.of("double_value", Json.number(number));
        }
        if (value instanceof BigInteger) {
            throw new UnhandledRequestException("OpenTelemetry has no integers of more than 64 bits");
        }
        if (value instanceof Number) {
            return Map.of("int_value", value);
        }
        if (value instanceof List<?> list) {
            List<Map<String, Object>> items = new ArrayList<>();
            list.forEach(item -> items.add(anyValue(item)));
            return Map.of("array_value", items.isEmpty() ? Map.of() : Map.of("values", items));
        }
        if (value instanceof Map) {
            List<Map<String, Object>> entries = keyValues(value);
            return Map.of("kvlist_value", entries.isEmpty() ? Map.of() : Map.of("values", entries));
        }
        return Map.of("string_value", String.valueOf(value));
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
