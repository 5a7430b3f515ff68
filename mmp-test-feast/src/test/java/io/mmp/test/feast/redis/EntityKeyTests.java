package io.mmp.test.feast.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.table.ValueType;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected bytes are real Feast's: see redis.txt. */
class EntityKeyTests {

    @Test
    void an_integer_is_written_as_feast_writes_it() {
        assertThat(hex(List.of("driver_id"), List.of(ProtoValues.of(ValueType.INT64, 1L))))
                .isEqualTo("0100000002000000090000006472697665725f696404000000080000000100000000000000");
    }

    @Test
    void several_join_keys_are_sorted_with_their_values() {
        assertThat(hex(
                        List.of("shift", "city"),
                        List.of(ProtoValues.of(ValueType.INT32, 1), ProtoValues.of(ValueType.STRING, "Köln"))))
                .isEqualTo("020000000200000004000000636974790200000005000000736869667402000000050000004bc3b66c6e"
                        + "030000000400000001000000");
    }

    @Test
    void a_view_without_join_keys_has_one_entity() {
        assertThat(hex(List.of(), List.of())).isEqualTo("01000000020000000a0000005f5f64756d6d795f69640200000000000000");
    }

    @Test
    void a_type_that_feast_has_not_in_keys_is_refused() {
        assertThatThrownBy(() -> hex(List.of("rate"), List.of(ProtoValues.of(ValueType.DOUBLE, 0.5))))
                .isInstanceOf(FeastException.class)
                .hasMessage("Join key 'rate' is DOUBLE, which Feast cannot have in the keys of its online stores.");
    }

    private static String hex(List<String> names, List<Value> values) {
        return HexFormat.of().formatHex(EntityKey.write(names, values));
    }
}
