package io.mmp.test.table;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names the type of a column or a feature: the value types of Feast 0.67 under Feast's own names.
 *
 * <p>A cell of a {@link Table} holds, apart from null: {@link Integer}, {@link Long}, {@link Float}, {@link Double}, {@link Boolean}
 * and {@link String} for the types of these names; {@link java.time.Instant} for a timestamp; a read-only
 * {@link java.nio.ByteBuffer} for bytes; {@link java.math.BigDecimal}, {@link java.util.UUID} and
 * {@link java.time.ZonedDateTime} for the types of these names; the text of JSON as {@link String}; {@link java.util.Map} for maps
 * and structs; {@link java.util.List} and {@link java.util.Set} of these for lists and sets.
 *
 * @since 0.1.0
 */
public enum ValueType {
    /** Bytes. */
    BYTES,
    /** Text. */
    STRING,
    /** An integer of 32 bits. */
    INT32,
    /** An integer of 64 bits. */
    INT64,
    /** A floating-point number of 64 bits. */
    DOUBLE,
    /** A floating-point number of 32 bits. */
    FLOAT,
    /** True or false. */
    BOOL,
    /** A point in time, to the nanosecond: see {@link Timestamps}. */
    UNIX_TIMESTAMP,
    /** A list of bytes. */
    BYTES_LIST(BYTES),
    /** A list of text. */
    STRING_LIST(STRING),
    /** A list of integers of 32 bits. */
    INT32_LIST(INT32),
    /** A list of integers of 64 bits. */
    INT64_LIST(INT64),
    /** A list of floating-point numbers of 64 bits. */
    DOUBLE_LIST(DOUBLE),
    /** A list of floating-point numbers of 32 bits. */
    FLOAT_LIST(FLOAT),
    /** A list of true and false. */
    BOOL_LIST(BOOL),
    /** A list of points in time. */
    UNIX_TIMESTAMP_LIST(UNIX_TIMESTAMP),
    /** Nothing but null. */
    NULL,
    /** A map from text to values of any type. */
    MAP,
    /** A list of maps. */
    MAP_LIST(MAP),
    /** A set of bytes. */
    BYTES_SET(BYTES),
    /** A set of text. */
    STRING_SET(STRING),
    /** A set of integers of 32 bits. */
    INT32_SET(INT32),
    /** A set of integers of 64 bits. */
    INT64_SET(INT64),
    /** A set of floating-point numbers of 64 bits. */
    DOUBLE_SET(DOUBLE),
    /** A set of floating-point numbers of 32 bits. */
    FLOAT_SET(FLOAT),
    /** A set of true and false. */
    BOOL_SET(BOOL),
    /** A set of points in time. */
    UNIX_TIMESTAMP_SET(UNIX_TIMESTAMP),
    /** The bytes of a PDF document. */
    PDF_BYTES,
    /** The bytes of an image. */
    IMAGE_BYTES,
    /** The text of a JSON document. */
    JSON,
    /** A list of JSON documents. */
    JSON_LIST(JSON),
    /** A map with a fixed set of fields. */
    STRUCT,
    /** A list of structs. */
    STRUCT_LIST(STRUCT),
    /** A universally unique identifier. */
    UUID,
    /** A universally unique identifier of version 1. */
    TIME_UUID,
    /** A list of identifiers. */
    UUID_LIST(UUID),
    /** A list of identifiers of version 1. */
    TIME_UUID_LIST(TIME_UUID),
    /** A set of identifiers. */
    UUID_SET(UUID),
    /** A set of identifiers of version 1. */
    TIME_UUID_SET(TIME_UUID),
    /** A list whose elements may be of any type, lists included. */
    VALUE_LIST,
    /** A set whose elements may be of any type. */
    VALUE_SET,
    /** A decimal number; trailing zeros do not count. */
    DECIMAL,
    /** A list of decimal numbers. */
    DECIMAL_LIST(DECIMAL),
    /** A set of decimal numbers. */
    DECIMAL_SET(DECIMAL),
    /** A map whose keys need not be text. */
    SCALAR_MAP,
    /** A point in time with its time zone. */
    ZONED_TIMESTAMP;

    private static final Set<ValueType> NUMBERS = Set.of(INT32, INT64, FLOAT, DOUBLE);

    /** Types that Feast's stores return in each other's place. */
    private static final List<Set<ValueType>> KINDRED = List.of(
            Set.of(STRING, JSON),
            Set.of(STRING, UUID, TIME_UUID),
            Set.of(STRING, DECIMAL),
            Set.of(STRING, ZONED_TIMESTAMP),
            Set.of(DECIMAL, FLOAT, DOUBLE, INT32, INT64),
            Set.of(BYTES, PDF_BYTES, IMAGE_BYTES),
            Set.of(MAP, STRUCT, SCALAR_MAP));

    private final @Nullable ValueType element;

    ValueType() {
        this(null);
    }

    ValueType(@Nullable ValueType element) {
        this.element = element;
    }

    /** Return the type of the elements of a list or a set whose elements have one type. */
    public Optional<ValueType> elementType() {
        return Optional.ofNullable(element);
    }

    /** Return the type of lists whose elements are of this type. */
    ValueType list() {
        return Stream.of(values())
                .filter(type -> type.element == this && !type.isSet())
                .findFirst()
                .orElse(VALUE_LIST);
    }

    /** Return the type of sets whose elements are of this type. */
    ValueType set() {
        return Stream.of(values())
                .filter(type -> type.element == this && type.isSet())
                .findFirst()
                .orElse(VALUE_SET);
    }

    boolean isSet() {
        return name().endsWith("_SET");
    }

    boolean isNumber() {
        return NUMBERS.contains(this);
    }

    /** Tell whether cells of the two types can be equal when both are join keys: numbers of any width, or the same type. */
    public boolean isJoinableWith(ValueType other) {
        return this == other || (isNumber() && other.isNumber());
    }

    /**
     * Tell whether cells of the two types can hold one value: joinable types, text for a type that has a text form, lists and sets
     * of such elements, and null.
     */
    public boolean isComparableTo(ValueType other) {
        if (isJoinableWith(other) || this == NULL || other == NULL) {
            return true;
        }
        if (isCollection() && other.isCollection()) {
            return element == null || other.element == null || element.isComparableTo(other.element);
        }
        return KINDRED.stream().anyMatch(kind -> kind.contains(this) && kind.contains(other));
    }

    boolean isCollection() {
        return name().endsWith("_LIST") || isSet();
    }
}
