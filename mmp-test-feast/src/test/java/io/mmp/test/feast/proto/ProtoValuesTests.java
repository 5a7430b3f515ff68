package io.mmp.test.feast.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import feast.proto.types.ValueProto;
import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProtoValuesTests {

    private static final UUID ID = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** Bytes that real Feast 0.67 made of these values. */
    static Stream<Arguments> cells() {
        return Stream.of(
                arguments(ValueType.BYTES, new byte[] {1, 2}, "0a020102"),
                arguments(ValueType.STRING, "Zoë", "12045a6fc3ab"),
                arguments(ValueType.INT32, -1, "18ffffffffffffffffff01"),
                arguments(ValueType.INT64, (1L << 53) + 1, "208180808080808010"),
                arguments(ValueType.DOUBLE, 0.1, "299a9999999999b93f"),
                arguments(ValueType.FLOAT, 0.5f, "350000003f"),
                arguments(ValueType.BOOL, false, "3800"),
                arguments(ValueType.UNIX_TIMESTAMP, NOON, "40c0d490cd06"),
                arguments(ValueType.INT64_LIST, List.of(2L, 3L), "72040a020203"),
                arguments(ValueType.STRING_LIST, List.of("a", ""), "62050a01610a00"),
                arguments(ValueType.BOOL_LIST, List.of(), "8a0100"),
                arguments(ValueType.MAP, Map.of("a", 1L), "a201090a070a016112022001"),
                arguments(ValueType.MAP_LIST, List.of(Map.of("a", 1L)), "aa010b0a090a070a016112022001"),
                arguments(ValueType.INT64_SET, Set.of(7L), "ca01030a0107"),
                arguments(ValueType.JSON, "{}", "8202027b7d"),
                arguments(ValueType.STRUCT, Map.of("a", 1L), "9202090a070a016112022001"),
                arguments(
                        ValueType.UUID,
                        ID,
                        "a2022436626137623831302d396461642d313164312d383062342d303063303466643433306338"),
                arguments(
                        ValueType.VALUE_LIST, List.of(List.of(1L), List.of(2L)), "d2020e0a0572030a01010a0572030a0102"),
                arguments(ValueType.DECIMAL, new BigDecimal("-10.5"), "e202052d31302e35"),
                arguments(ValueType.SCALAR_MAP, Map.of(1L, "x"), "fa020b0a090a0210011203120178"),
                arguments(
                        ValueType.ZONED_TIMESTAMP,
                        NOON.atZone(ZoneId.of("Europe/Berlin")),
                        "82031508c0d490cd06120d4575726f70652f4265726c696e"));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void values_are_written_as_feast_writes_them_and_read_back(ValueType type, Object cell, String bytes) {
        Object canonical = cell(type, cell);
        Value value = ProtoValues.of(type, canonical);

        assertThat(HexFormat.of().formatHex(value.toByteArray())).isEqualTo(bytes);
        assertThat(ProtoValues.read(value)).isEqualTo(new TypedValue(type, canonical));
    }

    private static @Nullable Object cell(ValueType type, Object cell) {
        return Table.builder().column("c", type).row(cell).build().column("c").get(0);
    }

    @Test
    void null_is_a_message_without_a_value() {
        assertThat(ProtoValues.of(ValueType.INT64, null)).isEqualTo(Value.getDefaultInstance());
        assertThat(ProtoValues.read(Value.getDefaultInstance())).isEqualTo(new TypedValue(ValueType.NULL, null));
        assertThat(ProtoValues.read(
                        Value.newBuilder().setNullVal(ValueProto.Null.NULL).build()))
                .isEqualTo(new TypedValue(ValueType.NULL, null));
    }

    @Test
    void fractions_of_seconds_are_cut_towards_1970() {
        assertThat(ProtoValues.of(ValueType.UNIX_TIMESTAMP, NOON.plusMillis(999))
                        .getUnixTimestampVal())
                .isEqualTo(NOON.getEpochSecond());
        assertThat(ProtoValues.of(ValueType.UNIX_TIMESTAMP, Instant.ofEpochMilli(-1500))
                        .getUnixTimestampVal())
                .isEqualTo(-1);
    }

    @Test
    void types_have_the_numbers_that_feast_gives_them() {
        for (ValueProto.ValueType.Enum known : ValueProto.ValueType.Enum.values()) {
            if (known.name().equals("INVALID") || known.name().equals("UNRECOGNIZED")) {
                continue;
            }
            assertThat(ProtoValues.typeOf(known.getNumber())).hasToString(known.name());
            assertThat(ProtoValues.numberOf(ValueType.valueOf(known.name()))).isEqualTo(known.getNumber());
        }
        assertThat(ProtoValues.numberOf(ValueType.PDF_BYTES)).isEqualTo(30);
        assertThat(ProtoValues.numberOf(ValueType.UUID)).isEqualTo(36);
        assertThat(ProtoValues.numberOf(ValueType.ZONED_TIMESTAMP)).isEqualTo(48);
    }

    @Test
    void a_null_in_a_list_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProtoValues.of(ValueType.INT64_LIST, Arrays.asList(1L, null)))
                .withMessage("Feast has no lists and sets with null in them, such as [1, null].");
    }

    @Test
    void a_type_that_is_newer_than_feast_0_67_is_refused() {
        Value newer = Value.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                60,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFromUtf8("?"))
                                        .build())
                        .build())
                .build();

        assertThatThrownBy(() -> ProtoValues.read(newer))
                .isInstanceOf(FeastException.class)
                .hasMessage("Value type 60 is not one of Feast 0.67.");
    }
}
