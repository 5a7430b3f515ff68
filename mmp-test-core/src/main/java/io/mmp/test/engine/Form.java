package io.mmp.test.engine;

import io.mmp.test.Internal;
import io.mmp.test.table.ValueType;
import java.util.Optional;
import java.util.Set;

/**
 * A form into which the cells of two columns are brought, so that two of them are equal in an engine exactly if the cells hold one value
 * here: the width of numbers does not matter, NaN is NaN, 0.0 is not -0.0.
 *
 * @since 0.1.0
 */
@Internal
public enum Form {
    /** Integers. */
    INTEGER,
    /** Integers and floating-point numbers, as texts. */
    NUMBER,
    /** Floating-point numbers of which one is of 32 bits, as texts of floats. */
    SINGLE,
    /** Floating-point numbers of 64 bits, as texts. */
    DOUBLE,
    /** Decimals and integers. */
    DECIMAL,
    /** Texts. */
    TEXT,
    /** Bytes, booleans, identifiers. */
    PLAIN,
    /** Points in time, as numbers. */
    INSTANT,
    /** Lists of integers. */
    INTEGERS,
    /** Lists of floating-point numbers of one width, as texts. */
    FLOATS,
    /** Lists of texts. */
    TEXTS,
    /** Lists of booleans or identifiers. */
    PLAINS;

    private static final Set<ValueType> INTEGERS_OF = Set.of(ValueType.INT32, ValueType.INT64);
    private static final Set<ValueType> FLOATING = Set.of(ValueType.FLOAT, ValueType.DOUBLE);

    /** Return the form in which cells of two types are compared, or nothing if they are not compared in engines. */
    public static Optional<Form> of(ValueType one, ValueType other) {
        return Optional.ofNullable(
                switch (one) {
                    case INT32, INT64 ->
                        INTEGERS_OF.contains(other)
                                ? INTEGER
                                : FLOATING.contains(other) ? NUMBER : other == ValueType.DECIMAL ? DECIMAL : null;
                    case FLOAT, DOUBLE ->
                        INTEGERS_OF.contains(other)
                                ? NUMBER
                                : !FLOATING.contains(other)
                                        ? null
                                        : one == ValueType.DOUBLE && one == other ? DOUBLE : SINGLE;
                    case DECIMAL -> other == one || INTEGERS_OF.contains(other) ? DECIMAL : null;
                    case STRING, JSON ->
                        Set.of(ValueType.STRING, ValueType.JSON).contains(other)
                                        || (one == ValueType.STRING && other == ValueType.UUID)
                                ? TEXT
                                : null;
                    case UUID -> other == one ? PLAIN : other == ValueType.STRING ? TEXT : null;
                    case BYTES, BOOL -> other == one ? PLAIN : null;
                    case UNIX_TIMESTAMP -> other == one ? INSTANT : null;
                    case INT32_LIST, INT64_LIST ->
                        Set.of(ValueType.INT32_LIST, ValueType.INT64_LIST).contains(other) ? INTEGERS : null;
                    case FLOAT_LIST, DOUBLE_LIST -> other == one ? FLOATS : null;
                    case STRING_LIST -> other == one ? TEXTS : null;
                    case BOOL_LIST, UUID_LIST -> other == one ? PLAINS : null;
                    default -> null;
                });
    }
}
