package io.mmp.test.table;

/**
 * Unpacks what is compressed with Snappy.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">the format</a>
 */
final class Snappy {

    private Snappy() {}

    /** Unpack some bytes, which become exactly as many as there is room for. */
    static void unpack(byte[] packed, int from, int to, byte[] unpacked, int at, int size) {
        int in = from;
        int shift = 0;
        int length = 0;
        while (true) {
            int next = packed[in++];
            length |= (next & 0x7F) << shift;
            if (next >= 0) {
                break;
            }
            shift += 7;
        }
        require(length == size);
        int out = at;
        int end = at + size;
        while (in < to) {
            int tag = packed[in++] & 0xFF;
            int count;
            int distance;
            switch (tag & 3) {
                case 0 -> {
                    count = (tag >>> 2) + 1;
                    if (count > 60) {
                        int bytes = count - 60;
                        count = number(packed, in, bytes) + 1;
                        in += bytes;
                    }
                    require(count > 0 && count <= to - in && count <= end - out);
                    System.arraycopy(packed, in, unpacked, out, count);
                    in += count;
                    out += count;
                    continue;
                }
                case 1 -> {
                    count = 4 + ((tag >>> 2) & 7);
                    distance = ((tag >>> 5) << 8) | (packed[in++] & 0xFF);
                }
                case 2 -> {
                    count = 1 + (tag >>> 2);
                    distance = number(packed, in, 2);
                    in += 2;
                }
                default -> {
                    count = 1 + (tag >>> 2);
                    distance = number(packed, in, 4);
                    in += 4;
                }
            }
            require(distance > 0 && distance <= out - at && count <= end - out);
            copy(unpacked, out, distance, count);
            out += count;
        }
        require(out == end);
    }

    /** Repeat what was unpacked before; what is copied may be copied again. */
    private static void copy(byte[] unpacked, int out, int distance, int count) {
        if (distance >= count) {
            System.arraycopy(unpacked, out - distance, unpacked, out, count);
            return;
        }
        for (int i = out; i < out + count; i++) {
            unpacked[i] = unpacked[i - distance];
        }
    }

    private static int number(byte[] bytes, int from, int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            number |= (bytes[from + i] & 0xFF) << (8 * i);
        }
        return number;
    }

    private static void require(boolean isSound) {
        if (!isSound) {
            throw new IllegalArgumentException("The compressed bytes are damaged");
        }
    }
}
