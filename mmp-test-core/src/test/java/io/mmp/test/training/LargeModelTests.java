package io.mmp.test.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that no Java array holds; they take no room on the disk. */
class LargeModelTests {

    private static final long SIZE = Integer.MAX_VALUE + 1_000L;

    @TempDir
    Path temp;

    /** Write two tensors with a gap of 2 GiB between them: hashing that many bytes would take seconds. */
    private Path safetensors(String name, long last) throws IOException {
        String header =
                "{\"embedding\": {\"dtype\": \"U8\", \"shape\": [8], \"data_offsets\": [0, 8]}, \"bias\": {\"dtype\": \"I64\", \"shape\": [1], \"data_offsets\": [%s, %s]}}"
                        .formatted(SIZE, SIZE + 8);
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        Path file = temp.resolve(name);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(number(bytes.length));
            channel.write(ByteBuffer.wrap(bytes));
            channel.write(number(last), 8 + bytes.length + SIZE);
        }
        return file;
    }

    private static ByteBuffer number(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .flip();
    }

    @Test
    void the_tensor_that_differs_is_named_in_a_file_of_more_than_2_gib() throws Exception {
        ModelDigest one = ModelDigest.of(safetensors("one.safetensors", 1));

        assertThat(one.notes()).containsExactly("2147484639 bytes belong to no tensor, and are not compared");
        assertThat(one.differences(ModelDigest.of(safetensors("two.safetensors", 2))))
                .singleElement()
                .extracting(ModelDifference::section, ModelDifference::key)
                .containsExactly("tensors", "bias");
    }
}
