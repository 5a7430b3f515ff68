package io.mmp.test.feast.parity;

import static io.mmp.test.table.ValueType.BOOL;
import static io.mmp.test.table.ValueType.DECIMAL;
import static io.mmp.test.table.ValueType.DOUBLE;
import static io.mmp.test.table.ValueType.DOUBLE_LIST;
import static io.mmp.test.table.ValueType.FLOAT;
import static io.mmp.test.table.ValueType.INT32;
import static io.mmp.test.table.ValueType.INT64;
import static io.mmp.test.table.ValueType.INT64_LIST;
import static io.mmp.test.table.ValueType.INT64_SET;
import static io.mmp.test.table.ValueType.JSON;
import static io.mmp.test.table.ValueType.JSON_LIST;
import static io.mmp.test.table.ValueType.MAP;
import static io.mmp.test.table.ValueType.NULL;
import static io.mmp.test.table.ValueType.STRING;
import static io.mmp.test.table.ValueType.STRUCT;
import static io.mmp.test.table.ValueType.UNIX_TIMESTAMP;
import static io.mmp.test.table.ValueType.UNIX_TIMESTAMP_LIST;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** What real Feast 0.67 was seen to make of values on their way from the source, or the offline store, to the online store. */
class TypeDriftTests {

    private static final long BEYOND = (1L << 53) + 1;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID ID = UUID.fromString("7f3c1c9e-6d55-4f43-9a54-2f6d9a3b0c11");

    @ParameterizedTest
    @MethodSource
    void what_is_legitimately_equal_is_equal(
            ValueType declared, @Nullable Object source, ValueType type, @Nullable Object online) {
        assertThat(rule(declared).difference(source, type, online)).isNull();
    }

    static Stream<ArgumentSet> what_is_legitimately_equal_is_equal() {
        return Stream.of(
                same("an int32 that dask returned as double", INT32, 7.0, INT32, 7),
                same("an int16 in an Int32", INT32, 7, INT32, 7),
                same("an int64 beyond 2^53", INT64, BEYOND, INT64, BEYOND),
                same("an int64 that is a String", STRING, 5L, STRING, "5"),
                same("a double that is a Float32", FLOAT, 0.1, FLOAT, 0.1f),
                same("a float32 that was widened and read as what it is", FLOAT, (double) 0.1f, FLOAT, 0.1f),
                same("NaN", DOUBLE, Double.NaN, DOUBLE, Double.NaN),
                same("infinity", DOUBLE, Double.NEGATIVE_INFINITY, DOUBLE, Double.NEGATIVE_INFINITY),
                same("minus zero", DOUBLE, -0.0, DOUBLE, -0.0),
                same("null", INT64, null, NULL, null),
                same("an empty text", STRING, "", STRING, ""),
                same(
                        "a timestamp without the part of a second",
                        UNIX_TIMESTAMP,
                        NOON.plusNanos(123_000),
                        UNIX_TIMESTAMP,
                        NOON),
                same("a decimal that is a Float64", DOUBLE, new BigDecimal("1.2345"), DOUBLE, 1.2345),
                same("a decimal that is a String", STRING, new BigDecimal("1.2345"), STRING, "1.2345"),
                same("a decimal with zeros", DECIMAL, new BigDecimal("1.25"), DECIMAL, new BigDecimal("1.2500")),
                same("a UUID from text", ValueType.UUID, ID.toString(), ValueType.UUID, ID),
                same("JSON in another form", JSON, "{\"a\": 1, \"b\": [1.0]}", JSON, "{\"b\":[1],\"a\":1}"),
                same("lists of JSON", JSON_LIST, List.of("{\"a\": 1}"), JSON_LIST, List.of("{\"a\":1}")),
                same(
                        "a list of doubles that was one of integers",
                        INT64_LIST,
                        List.of(1.0, 2.0),
                        INT64_LIST,
                        List.of(1L, 2L)),
                same("an empty list", INT64_LIST, List.of(), INT64_LIST, List.of()),
                same("a list that is a set", INT64_SET, List.of(3L, 1L, 1L), INT64_SET, Set.of(1L, 3L)),
                same(
                        "timestamps in a list",
                        UNIX_TIMESTAMP_LIST,
                        List.of(NOON.plusMillis(5)),
                        UNIX_TIMESTAMP_LIST,
                        List.of(NOON)),
                same("a struct whose integer became a double", STRUCT, Map.of("a", 1), STRUCT, Map.of("a", 1.0)));
    }

    @ParameterizedTest
    @MethodSource
    void what_a_model_would_see_differently_has_its_cause(
            ValueType declared, @Nullable Object source, ValueType type, @Nullable Object online, Cause cause) {
        assertThat(rule(declared).difference(source, type, online)).isEqualTo(cause);
    }

    static Stream<ArgumentSet> what_a_model_would_see_differently_has_its_cause() {
        return Stream.of(
                wrong("an int that is a double", INT32, 7, DOUBLE, 7.0, Cause.INT_WIDENED),
                wrong("an int64 that was rounded", INT64, BEYOND, INT64, BEYOND - 1, Cause.INT_WIDENED),
                wrong("an int64 that became 5.0 in text", STRING, 5L, STRING, "5.0", Cause.INT_WIDENED),
                wrong(
                        "a list of ints that is one of doubles",
                        INT64_LIST,
                        List.of(1L),
                        DOUBLE_LIST,
                        List.of(1.0),
                        Cause.INT_WIDENED),
                wrong("an int64 that is an int32", INT64, 7L, INT32, 7, Cause.TYPE),
                wrong("a text that is a number", STRING, "7", INT64, 7L, Cause.TYPE),
                wrong("a bool that is a number", BOOL, true, INT64, 1L, Cause.TYPE),
                wrong("a double that was cut to an int", INT64, 7.9, INT64, 7L, Cause.TRUNCATION),
                wrong(
                        "a double that went through a float32",
                        DOUBLE,
                        0.1,
                        DOUBLE,
                        (double) 0.1f,
                        Cause.FLOAT32_ROUNDING),
                wrong("a double that is a float32", DOUBLE, 0.1, FLOAT, 0.1f, Cause.FLOAT32_ROUNDING),
                wrong(
                        "a double that a float32 cannot hold",
                        FLOAT,
                        1e40,
                        FLOAT,
                        Float.POSITIVE_INFINITY,
                        Cause.FLOAT32_ROUNDING),
                wrong("a double that a float32 holds exactly", DOUBLE, 0.5, FLOAT, 0.5f, Cause.TYPE),
                wrong("NaN that became null", DOUBLE, Double.NaN, NULL, null, Cause.NAN_TO_NULL),
                wrong("a lost value", DOUBLE, 0.5, NULL, null, Cause.MISSING_VALUE),
                wrong("null that became a value", DOUBLE, null, DOUBLE, 0.5, Cause.UNEXPECTED_VALUE),
                wrong(
                        "null that became the least timestamp",
                        UNIX_TIMESTAMP,
                        null,
                        UNIX_TIMESTAMP,
                        Instant.MIN,
                        Cause.NULL_TO_DEFAULT),
                wrong("null that became the least integer", INT64, null, INT64, Long.MIN_VALUE, Cause.NULL_TO_DEFAULT),
                wrong("null that became an empty text", STRING, null, STRING, "", Cause.NULL_TO_DEFAULT),
                wrong("null that became false", BOOL, null, BOOL, false, Cause.NULL_TO_DEFAULT),
                wrong("null that became an empty list", INT64_LIST, null, INT64_LIST, List.of(), Cause.NULL_TO_DEFAULT),
                wrong(
                        "a null in a list that became zero",
                        INT64_LIST,
                        Arrays.asList(1L, null),
                        INT64_LIST,
                        List.of(1L, 0L),
                        Cause.NULL_TO_DEFAULT),
                wrong("a list that was cut", INT64_LIST, List.of(1L, 2L), INT64_LIST, List.of(1L), Cause.TRUNCATION),
                wrong("a list with one more", INT64_LIST, List.of(1L), INT64_LIST, List.of(1L, 2L), Cause.VALUE),
                wrong("a list in another order", INT64_LIST, List.of(1L, 2L), INT64_LIST, List.of(2L, 1L), Cause.VALUE),
                wrong("a text that was cut", STRING, "Berlin", STRING, "Berl", Cause.TRUNCATION),
                wrong("another text", STRING, "Berlin", STRING, "", Cause.VALUE),
                wrong("minus zero that lost its sign", DOUBLE, -0.0, DOUBLE, 0.0, Cause.VALUE),
                wrong(
                        "a decimal that Postgres rounded",
                        DOUBLE,
                        new BigDecimal("1.2345"),
                        DOUBLE,
                        1.2345000000000002,
                        Cause.DECIMAL_ROUNDING),
                wrong(
                        "a decimal that was rounded, as text",
                        STRING,
                        new BigDecimal("1.2345"),
                        STRING,
                        "1.2345000000000002",
                        Cause.DECIMAL_ROUNDING),
                wrong("a decimal that was cut", INT64, new BigDecimal("7.9"), INT64, 7L, Cause.TRUNCATION),
                wrong(
                        "a timestamp an hour off",
                        UNIX_TIMESTAMP,
                        NOON,
                        UNIX_TIMESTAMP,
                        NOON.plusSeconds(3600),
                        Cause.TIME_ZONE_SHIFT),
                wrong(
                        "a timestamp of Nepal",
                        UNIX_TIMESTAMP,
                        NOON,
                        UNIX_TIMESTAMP,
                        NOON.minusSeconds(20_700),
                        Cause.TIME_ZONE_SHIFT),
                wrong(
                        "a timestamp that was cut to the day",
                        UNIX_TIMESTAMP,
                        NOON.plusSeconds(61),
                        UNIX_TIMESTAMP,
                        NOON.truncatedTo(ChronoUnit.DAYS),
                        Cause.TRUNCATION),
                wrong(
                        "a timestamp a second off",
                        UNIX_TIMESTAMP,
                        NOON,
                        UNIX_TIMESTAMP,
                        NOON.plusSeconds(1),
                        Cause.VALUE),
                wrong("JSON that says something else", JSON, "{\"a\": 1}", JSON, "{\"a\": 2}", Cause.VALUE),
                wrong("JSON with more behind it", JSON, "{}", JSON, "{} x", Cause.VALUE),
                wrong("JSON in which a number is text", JSON, "[1]", JSON, "[\"1\"]", Cause.VALUE),
                wrong("a map in which a number is text", MAP, Map.of("a", 1), MAP, Map.of("a", "1"), Cause.VALUE),
                wrong("a set with one more", INT64_SET, Set.of(1L), INT64_SET, Set.of(1L, 2L), Cause.VALUE));
    }

    private static CellRule rule(ValueType declared) {
        return ParityRules.strict().ruleFor("f", declared, ChronoUnit.SECONDS);
    }

    private static ArgumentSet same(
            String name, ValueType declared, @Nullable Object source, ValueType type, @Nullable Object online) {
        return Arguments.argumentSet(name, declared, source, type, online);
    }

    private static ArgumentSet wrong(
            String name,
            ValueType declared,
            @Nullable Object source,
            ValueType type,
            @Nullable Object online,
            Cause cause) {
        return Arguments.argumentSet(name, declared, source, type, online, cause);
    }
}
