package io.mmp.test.feast.redis;

import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.table.ValueType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes entities as Feast's online stores name them: entity-key serialization 3, little endian.
 *
 * <p>The number of join keys; for each, sorted by code points, the type STRING, its length and itself; for each, in this order, the type,
 * the length and the bytes of its value.
 */
final class EntityKey {

    private EntityKey() {}

    /**
     * Return the key of an entity.
     *
     * @param joinKeys the names of the join keys; none for the one entity of a view without them
     * @param values their values, in the same order
     * @throws FeastException if one is of a type that cannot be in a key
     */
    static byte[] write(List<String> joinKeys, List<Value> values) {
        SortedMap<String, Value> sorted = new TreeMap<>();
        for (int i = 0; i < joinKeys.size(); i++) {
            sorted.put(joinKeys.get(i), values.get(i));
        }
        if (sorted.isEmpty()) {
            sorted.put(
                    FeatureRegistry.NO_ENTITY,
                    Value.newBuilder().setStringVal("").build());
        }
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        key.writeBytes(integer(sorted.size()));
        for (String name : sorted.keySet()) {
            append(key, ValueType.STRING, name.getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, Value> entry : sorted.entrySet()) {
            Value value = entry.getValue();
            append(key, ProtoValues.read(value).type(), bytes(entry.getKey(), value));
        }
        return key.toByteArray();
    }

    private static void append(ByteArrayOutputStream key, ValueType type, byte[] bytes) {
        key.writeBytes(integer(ProtoValues.numberOf(type)));
        key.writeBytes(integer(bytes.length));
        key.writeBytes(bytes);
    }

    private static byte[] bytes(String name, Value value) {
        return switch (value.getValCase()) {
            case BYTES_VAL -> value.getBytesVal().toByteArray();
            case STRING_VAL -> value.getStringValBytes().toByteArray();
            case INT32_VAL -> integer(value.getInt32Val());
            case INT64_VAL -> longInteger(value.getInt64Val());
            case UNIX_TIMESTAMP_VAL -> longInteger(value.getUnixTimestampVal());
            default ->
                throw new FeastException(
                        "Join key '%s' is %s, which Feast cannot have in the keys of its online stores."
                                .formatted(name, ProtoValues.read(value).type()));
        };
    }

    private static byte[] integer(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] longInteger(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
