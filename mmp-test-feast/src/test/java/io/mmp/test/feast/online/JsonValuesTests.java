package io.mmp.test.feast.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonValuesTests {

    private static final String ID = "7f3c1c9e-6d55-4f43-9a54-2f6d9a3b0c11";

    @ParameterizedTest
    @MethodSource
    void a_value_is_of_its_declared_type_unless_its_form_gives_it_away(
            ValueType declared, Object json, ValueType type, Object value) {
        assertThat(JsonValues.read(declared, json, FeatureStatus.PRESENT, Instant.EPOCH))
                .isEqualTo(new OnlineValue(type, value, FeatureStatus.PRESENT, Instant.EPOCH));
    }

    static Stream<Arguments> a_value_is_of_its_declared_type_unless_its_form_gives_it_away() {
        return Stream.of(
                Arguments.of(ValueType.INT32, 7, ValueType.INT32, 7),
                Arguments.of(ValueType.INT32, 1L << 40, ValueType.INT64, 1L << 40),
                Arguments.of(ValueType.INT64, 7, ValueType.INT64, 7L),
                Arguments.of(ValueType.INT64, 7.0, ValueType.DOUBLE, 7.0),
                Arguments.of(ValueType.FLOAT, 0.10000000149011612, ValueType.FLOAT, 0.1f),
                Arguments.of(ValueType.DOUBLE, "-Infinity", ValueType.DOUBLE, Double.NEGATIVE_INFINITY),
                Arguments.of(ValueType.DOUBLE, "0.1", ValueType.STRING, "0.1"),
                Arguments.of(ValueType.BOOL, true, ValueType.BOOL, true),
                Arguments.of(ValueType.UNIX_TIMESTAMP, 60, ValueType.UNIX_TIMESTAMP, Instant.ofEpochSecond(60)),
                Arguments.of(ValueType.UNIX_TIMESTAMP, Long.MIN_VALUE, ValueType.UNIX_TIMESTAMP, Instant.MIN),
                Arguments.of(ValueType.DECIMAL, "1.250", ValueType.DECIMAL, new BigDecimal("1.25")),
                Arguments.of(ValueType.DECIMAL, "much", ValueType.STRING, "much"),
                Arguments.of(ValueType.UUID, ID, ValueType.UUID, UUID.fromString(ID)),
                Arguments.of(
                        ValueType.BYTES,
                        "YWI=",
                        ValueType.BYTES,
                        ByteBuffer.wrap("ab".getBytes(StandardCharsets.UTF_8))),
                Arguments.of(ValueType.INT64_LIST, List.of(1, 2), ValueType.INT64_LIST, List.of(1L, 2L)),
                Arguments.of(ValueType.INT64_SET, List.of(2, 1), ValueType.INT64_SET, Set.of(1L, 2L)),
                Arguments.of(ValueType.INT64_LIST, List.of(1.5), ValueType.VALUE_LIST, List.of(1.5)),
                Arguments.of(ValueType.STRUCT, Map.of("a", 1.0), ValueType.STRUCT, Map.of("a", 1.0)));
    }
}
