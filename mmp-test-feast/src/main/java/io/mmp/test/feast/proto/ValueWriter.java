package io.mmp.test.feast.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.mmp.test.table.Timestamps;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes {@code feast.types.Value} messages, those of types included that are newer than the Feast Java SDK. */
final class ValueWriter {

    /** The types of the keys of a scalar map, in the order of their fields in {@code feast.types.MapKey}. */
    static final List<ValueType> KEY_TYPES = List.of(
            ValueType.INT32,
            ValueType.INT64,
            ValueType.FLOAT,
            ValueType.DOUBLE,
            ValueType.BOOL,
            ValueType.UNIX_TIMESTAMP,
            ValueType.BYTES,
            ValueType.UUID,
            ValueType.TIME_UUID,
            ValueType.DECIMAL);

    private ValueWriter() {}

    static ByteString write(ValueType type, Object cell) {
        return message(out -> field(out, fieldOf(type), type, cell));
    }

    /** Documents and images are bytes to Feast: their types have numbers, but no fields. */
    private static int fieldOf(ValueType type) {
        boolean bytes = type == ValueType.PDF_BYTES || type == ValueType.IMAGE_BYTES;
        return ProtoValues.numberOf(bytes ? ValueType.BYTES : type);
    }

    private static void field(CodedOutputStream out, int number, ValueType type, Object cell) throws IOException {
        out.writeTag(number, wireType(type));
        payload(out, type, cell);
    }

    static int wireType(ValueType type) {
        return switch (type) {
            case INT32, INT64, BOOL, UNIX_TIMESTAMP -> WireFormat.WIRETYPE_VARINT;
            case DOUBLE -> WireFormat.WIRETYPE_FIXED64;
            case FLOAT -> WireFormat.WIRETYPE_FIXED32;
            default -> WireFormat.WIRETYPE_LENGTH_DELIMITED;
        };
    }

    private static void payload(CodedOutputStream out, ValueType type, Object cell) throws IOException {
        switch (type) {
            case BYTES, PDF_BYTES, IMAGE_BYTES ->
                out.writeBytesNoTag(ByteString.copyFrom(((ByteBuffer) cell).duplicate()));
            case INT32 -> out.writeInt32NoTag((Integer) cell);
            case INT64 -> out.writeInt64NoTag((Long) cell);
            case DOUBLE -> out.writeDoubleNoTag((Double) cell);
            case FLOAT -> out.writeFloatNoTag((Float) cell);
            case BOOL -> out.writeBoolNoTag((Boolean) cell);
            case UNIX_TIMESTAMP -> out.writeInt64NoTag(seconds((Instant) cell));
            case STRING, JSON -> out.writeStringNoTag((String) cell);
            case UUID, TIME_UUID -> out.writeStringNoTag(((UUID) cell).toString());
            case DECIMAL -> out.writeStringNoTag(((BigDecimal) cell).toPlainString());
            case ZONED_TIMESTAMP -> out.writeBytesNoTag(zoned((ZonedDateTime) cell));
            case MAP, STRUCT -> out.writeBytesNoTag(map((Map<?, ?>) cell));
            case SCALAR_MAP -> out.writeBytesNoTag(scalarMap((Map<?, ?>) cell));
            case VALUE_LIST, VALUE_SET -> out.writeBytesNoTag(values((Collection<?>) cell));
            case NULL -> throw new IllegalArgumentException("There is no value of type NULL.");
            default -> out.writeBytesNoTag(collection(type.elementType().orElseThrow(), (Collection<?>) cell));
        }
    }

    /** Feast cuts to seconds towards 1970, as Python's int() does; its null, which is read as the least instant, is the least number. */
    private static long seconds(Instant instant) {
        return instant.equals(Instant.MIN) ? Long.MIN_VALUE : cut(instant);
    }

    private static long cut(Instant instant) {
        return Timestamps.micros(instant) / 1_000_000;
    }

    private static ByteString zoned(ZonedDateTime cell) {
        return message(out -> {
            out.writeInt64(1, seconds(cell.toInstant()));
            out.writeString(2, cell.getZone().getId());
        });
    }

    private static ByteString collection(ValueType type, Collection<?> cells) {
        if (cells.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    "Feast has no lists and sets with null in them, such as %s.".formatted(cells));
        }
        return message(out -> {
            if (wireType(type) != WireFormat.WIRETYPE_LENGTH_DELIMITED && !cells.isEmpty()) {
                out.writeBytes(1, message(packed -> {
                    for (Object cell : cells) {
                        payload(packed, type, cell);
                    }
                }));
                return;
            }
            for (Object cell : cells) {
                field(out, 1, type, cell);
            }
        });
    }

    private static ByteString values(Collection<?> cells) {
        return message(out -> {
            for (Object cell : cells) {
                out.writeBytes(1, value(cell));
            }
        });
    }

    private static ByteString map(Map<?, ?> map) {
        return message(out -> {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeBytes(1, message(pair -> {
                    pair.writeString(1, String.valueOf(entry.getKey()));
                    pair.writeBytes(2, value(entry.getValue()));
                }));
            }
        });
    }

    private static ByteString scalarMap(Map<?, ?> map) {
        return message(out -> {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeBytes(1, message(pair -> {
                    pair.writeBytes(1, key(entry.getKey()));
                    pair.writeBytes(2, value(entry.getValue()));
                }));
            }
        });
    }

    private static ByteString key(Object key) {
        ValueType type = ValueShape.typeOf(key);
        if (!KEY_TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    "Feast has no scalar maps with the key %s of type %s.".formatted(key, type));
        }
        return message(out -> field(out, KEY_TYPES.indexOf(type) + 1, type, ValueShape.cell(type, key)));
    }

    private static ByteString value(@Nullable Object nested) {
        if (nested == null) {
            return ByteString.EMPTY;
        }
        ValueType type = ValueShape.typeOf(nested);
        return write(type, ValueShape.cell(type, nested));
    }

    private static ByteString message(Fields fields) {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written", e);
        }
        return bytes.toByteString();
    }

    /** Writes the fields of a message. */
    @FunctionalInterface
    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }
}
