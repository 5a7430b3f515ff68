package io.mmp.test.feast.proto;

import com.google.protobuf.InvalidProtocolBufferException;
import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Converts the cells of a table to the messages in which Feast stores and sends them, and back.
 *
 * <p>The messages of the Feast Java SDK 0.38 end at {@code null_val}. Values of the types that Feast has had since are in the unknown
 * fields of these messages, byte for byte as Feast 0.67 writes them, and are read from there.
 */
public final class ProtoValues {

    private static final Map<ValueType, Integer> NUMBERS = numbers();

    private ProtoValues() {}

    private static Map<ValueType, Integer> numbers() {
        Map<ValueType, Integer> numbers = new EnumMap<>(ValueType.class);
        int next = 1;
        for (ValueType type : ValueType.values()) {
            if (type == ValueType.BYTES_LIST) {
                next = 11; // Feast has given 9 and 10 to nothing
            }
            numbers.put(type, next++);
        }
        return numbers;
    }

    /**
     * Return the message for this cell: no value for null, and timestamps in whole seconds, as Feast has them.
     *
     * @throws IllegalArgumentException if Feast has no message for it, such as for a list with a null in it
     */
    public static Value of(ValueType type, @Nullable Object cell) {
        if (cell == null) {
            return Value.getDefaultInstance();
        }
        try {
            return Value.parseFrom(ValueWriter.write(type, cell));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The value %s of type %s was not written well".formatted(cell, type), e);
        }
    }

    /**
     * Return the cell that this message stands for.
     *
     * @throws FeastException if it has a value of a type that is newer than Feast 0.67, or one that is none of its type
     */
    public static TypedValue read(Value value) {
        try {
            return ValueReader.read(value.toByteString());
        } catch (IOException | IllegalArgumentException e) {
            // Feast writes a null in a list of identifiers or decimals as an empty text, or as None.
            throw new FeastException("The value %s cannot be read.".formatted(value), e);
        }
    }

    /** Return the number that Feast gives to this type, which is that of its field in the message too. */
    public static int numberOf(ValueType type) {
        return Objects.requireNonNull(NUMBERS.get(type));
    }

    /**
     * Return the type to which Feast gives this number.
     *
     * @throws FeastException if there is none, such as for a type that is newer than Feast 0.67
     */
    public static ValueType typeOf(int number) {
        for (ValueType type : ValueType.values()) {
            if (numberOf(type) == number) {
                return type;
            }
        }
        throw new FeastException("Value type %s is not one of Feast 0.67.".formatted(number));
    }
}
