package io.mmp.test.feast.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads {@code feast.types.Value} messages, those of types included that are newer than the Feast Java SDK. */
final class ValueReader {

    private ValueReader() {}

    static TypedValue read(ByteString message) throws IOException {
        CodedInputStream in = message.newCodedInput();
        int tag = in.readTag();
        if (tag == 0) {
            return TypedValue.NONE;
        }
        ValueType type = ProtoValues.typeOf(WireFormat.getTagFieldNumber(tag));
        if (type == ValueType.NULL) {
            return TypedValue.NONE;
        }
        if (WireFormat.getTagWireType(tag) != ValueWriter.wireType(type)) {
            throw new FeastException("The value in the field of type %s is not of this type.".formatted(type));
        }
        return new TypedValue(type, payload(in, type));
    }

    private static Object payload(CodedInputStream in, ValueType type) throws IOException {
        return switch (type) {
            case BYTES, PDF_BYTES, IMAGE_BYTES -> in.readBytes().asReadOnlyByteBuffer();
            case INT32 -> in.readInt32();
            case INT64 -> in.readInt64();
            case DOUBLE -> in.readDouble();
            case FLOAT -> in.readFloat();
            case BOOL -> in.readBool();
            case UNIX_TIMESTAMP -> instant(in.readInt64());
            case STRING, JSON -> in.readStringRequireUtf8();
            case UUID, TIME_UUID -> UUID.fromString(in.readString());
            case DECIMAL -> decimal(in.readString());
            case ZONED_TIMESTAMP -> zoned(in.readBytes().newCodedInput());
            case MAP, STRUCT -> map(in.readBytes().newCodedInput());
            case SCALAR_MAP -> scalarMap(in.readBytes().newCodedInput());
            case VALUE_LIST -> values(in.readBytes().newCodedInput(), new ArrayList<>());
            case VALUE_SET -> values(in.readBytes().newCodedInput(), new LinkedHashSet<>());
            case NULL -> throw new IllegalArgumentException("There is no value of type NULL.");
            default -> collection(in.readBytes().newCodedInput(), type);
        };
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text).stripTrailingZeros();
    }

    private static ZonedDateTime zoned(CodedInputStream in) throws IOException {
        long seconds = 0;
        String zone = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                seconds = in.readInt64();
            } else {
                zone = in.readString();
            }
        }
        return Instant.ofEpochSecond(seconds).atZone(zoneOf(zone));
    }

    /** Return the instant, or the earliest there is for the number that Feast writes for null. */
    private static Instant instant(long seconds) {
        return seconds == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochSecond(seconds);
    }

    /** Return the zone of this name; Feast reads one that it does not know, such as none at all, as UTC. */
    private static ZoneId zoneOf(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static Collection<Object> collection(CodedInputStream in, ValueType type) throws IOException {
        ValueType element = type.elementType().orElseThrow();
        Collection<Object> cells = type.name().endsWith("_SET") ? new LinkedHashSet<>() : new ArrayList<>();
        boolean packable = ValueWriter.wireType(element) != WireFormat.WIRETYPE_LENGTH_DELIMITED;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (packable && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                CodedInputStream packed = in.readBytes().newCodedInput();
                while (!packed.isAtEnd()) {
                    cells.add(payload(packed, element));
                }
            } else {
                cells.add(payload(in, element));
            }
        }
        return unmodifiable(cells);
    }

    private static Collection<@Nullable Object> values(CodedInputStream in, Collection<@Nullable Object> cells)
            throws IOException {
        while (in.readTag() != 0) {
            cells.add(read(in.readBytes()).value());
        }
        return unmodifiable(cells);
    }

    /** Return a view that is equal to other lists or sets of these cells, which a view of a mere collection is not. */
    private static <T extends @Nullable Object> Collection<T> unmodifiable(Collection<T> cells) {
        return cells instanceof Set<T> set
                ? Collections.unmodifiableSet(set)
                : Collections.unmodifiableList((List<T>) cells);
    }

    private static Map<String, @Nullable Object> map(CodedInputStream in) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (in.readTag() != 0) {
            CodedInputStream entry = in.readBytes().newCodedInput();
            String key = "";
            ByteString value = ByteString.EMPTY;
            for (int tag = entry.readTag(); tag != 0; tag = entry.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == 1) {
                    key = entry.readString();
                } else {
                    value = entry.readBytes();
                }
            }
            map.put(key, read(value).value());
        }
        return Collections.unmodifiableMap(map);
    }

    private static Map<Object, @Nullable Object> scalarMap(CodedInputStream in) throws IOException {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        while (in.readTag() != 0) {
            CodedInputStream entry = in.readBytes().newCodedInput();
            Object key = null;
            ByteString value = ByteString.EMPTY;
            for (int tag = entry.readTag(); tag != 0; tag = entry.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == 1) {
                    key = key(entry.readBytes().newCodedInput());
                } else {
                    value = entry.readBytes();
                }
            }
            if (key == null) {
                throw new FeastException("A scalar map has an entry without a key.");
            }
            map.put(key, read(value).value());
        }
        return Collections.unmodifiableMap(map);
    }

    private static Object key(CodedInputStream in) throws IOException {
        return payload(in, ValueWriter.KEY_TYPES.get(WireFormat.getTagFieldNumber(in.readTag()) - 1));
    }
}
