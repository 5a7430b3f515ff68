package io.mmp.test.training;

import static io.mmp.test.training.ModelFiles.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that only look the same, names that are there twice, and texts in other clothes. */
class NumberDigestTests {

    private static ModelDigest npy(String type, byte... values) {
        byte[] header = "{'descr': '%s', 'fortran_order': False, 'shape': (1,), }\n"
                .formatted(type)
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0});
        file.writeBytes(header);
        file.writeBytes(values);
        return ModelDigest.of("a.npy", file.toByteArray());
    }

    private static byte[] doubleBits(long bits, ByteOrder order) {
        return ByteBuffer.allocate(8).order(order).putLong(bits).array();
    }

    private static byte[] floatBits(float value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
    }

    @Test
    void the_values_of_arrays_count_bit_by_bit_and_with_their_type() {
        ByteOrder little = ByteOrder.LITTLE_ENDIAN;

        assertThat(List.of(
                        npy("<f8", doubleBits(Double.doubleToRawLongBits(0.0), little))
                                .sha256(),
                        npy("<f8", doubleBits(Double.doubleToRawLongBits(-0.0), little))
                                .sha256(),
                        npy("<i8", doubleBits(0, little)).sha256(),
                        npy("<f4", floatBits(0)).sha256(),
                        npy("<f8", doubleBits(0x7ff8000000000000L, little)).sha256(),
                        npy("<f8", doubleBits(0xfff8000000000001L, little)).sha256()))
                .doesNotHaveDuplicates();
        assertThat(npy("<f8", doubleBits(0x7ff8000000000001L, little)))
                .isEqualTo(npy(">f8", doubleBits(0x7ff8000000000001L, ByteOrder.BIG_ENDIAN)));
    }

    @Test
    void in_rows_all_nans_are_one_and_float_is_not_double() {
        DataDigest nan = DataDigest.ofMatrix(new double[][] {{Double.NaN}});

        assertThat(DataDigest.ofMatrix(new double[][] {{Double.longBitsToDouble(0xfff8000000000001L)}}))
                .isEqualTo(nan);
        assertThat(DataDigest.ofMatrix(new double[][] {{-0.0}}))
                .isNotEqualTo(DataDigest.ofMatrix(new double[][] {{0.0}}));
        assertThat(DataDigest.ofMatrix(new float[][] {{1}})).isNotEqualTo(DataDigest.ofMatrix(new double[][] {{1}}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1e0", "10E-1", "0.1e+1"})
    void one_number_is_spelt_in_many_ways(String one) {
        assertThat(digest("a.json", "{\"a\": %s}".formatted(one))).isEqualTo(digest("b.json", "{\"a\": 1}"));
    }

    @Test
    void ubjson_is_the_same_as_json_in_floats_and_in_doubles() {
        ByteBuffer ubjson = ByteBuffer.allocate(22)
                .put("{i\u0001aD".getBytes(StandardCharsets.US_ASCII))
                .putDouble(0.1);
        ubjson.put("i\u0001bd".getBytes(StandardCharsets.US_ASCII))
                .putFloat(0.1f)
                .put((byte) '}');
        ModelDigest json = digest("a.json", "{\"a\": 0.1, \"b\": 0.1}");

        assertThat(ModelDigest.of("a.ubj", ubjson.array())).isEqualTo(json);
    }

    @Test
    void numbers_keep_all_their_digits() {
        assertThat(digest("a.json", "[9007199254740993]")).isNotEqualTo(digest("a.json", "[9007199254740992]"));
        assertThat(digest("a.json", "[0.1000000000000000055]")).isNotEqualTo(digest("a.json", "[0.1]"));
        assertThat(digest("a.json", "[1e400]")).isNotEqualTo(digest("a.json", "[1e401]"));
    }

    @Test
    void a_name_that_is_twice_in_an_object_is_refused() {
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> digest("a.json", "{\"a\": 1,\n \"a\": 2}"))
                .withMessage(
                        "'a.json' cannot be read as JSON file: expected another name than 'a', which is there already at line 2, column 5");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> ModelDigest.of(
                        "a.ubj", "{i\u0001ai\u0001i\u0001ai\u0002}".getBytes(StandardCharsets.ISO_8859_1)))
                .withMessage(
                        "'a.ubj' cannot be read as UBJSON file: it has the name 'a' twice in an object before byte 11");
    }

    @Test
    void csv_is_the_same_with_a_mark_in_front_other_line_ends_and_quotes_that_are_not_needed() {
        ModelDigest rows = digest("a.csv", "id,text\n1,a\n2,\"b,\"\"c\"\"\"\n");

        assertThat(digest("b.csv", "\uFEFFid,text\r\n1,\"a\"\r\n\"2\",\"b,\"\"c\"\"\""))
                .isEqualTo(rows);
        assertThat(digest("c.csv", "id,text\r1,a\r2,\"b,\"\"c\"\"\"\r")).isEqualTo(rows);
        assertThat(digest("d.csv", "id,text\n1,a\n2,\"b,\"\"c\"\" \"\n")).isNotEqualTo(rows);
        assertThat(digest("e.csv", "id,text\n1,\"a\r\nb\"\n")).isNotEqualTo(digest("f.csv", "id,text\n1,\"a\nb\"\n"));
    }

    @Test
    void half_a_character_is_not_another_half() {
        assertThat(digest("a.json", "[\"\\ud800\"]")).isNotEqualTo(digest("b.json", "[\"\\ud801\"]"));
        assertThat(digest("a.json", "[\"\\ud83d\\ude00\"]")).isEqualTo(digest("b.json", "[\"\uD83D\uDE00\"]"));
    }
}
