package io.mmp.test.table;

import java.util.Arrays;

/**
 * Unpacks small numbers of a Parquet page, which are in runs of one number or in groups of eight of few bits each.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">RLE and bit packing</a>
 */
final class RunLengths {

    private RunLengths() {}

    /** Unpack this many numbers of that many bits. */
    static void unpack(byte[] bytes, int from, int to, int width, int[] numbers, int count) {
        int in = from;
        int out = 0;
        while (out < count) {
            int header = 0;
            int shift = 0;
            int next;
            do {
                next = bytes[in++];
                header |= (next & 0x7F) << shift;
                shift += 7;
            } while (next < 0);
            int length = header >>> 1;
            if ((header & 1) == 0) {
                int number = 0;
                for (int i = 0; i < width; i += 8) {
                    number |= (bytes[in++] & 0xFF) << i;
                }
                int end = (int) Math.min(count, (long) out + length);
                Arrays.fill(numbers, out, end, number);
                out = end;
            } else {
                int end = (int) Math.min(count, out + 8L * length);
                unpackGroups(bytes, in, to, width, numbers, out, end);
                in += length * width;
                out = end;
            }
        }
    }

    private static void unpackGroups(byte[] bytes, int from, int to, int width, int[] numbers, int start, int end) {
        long mask = (1L << width) - 1;
        long window = 0;
        int bits = 0;
        int in = from;
        for (int i = start; i < end; i++) {
            while (bits < width) {
                // The last group may be cut where no number needs its bytes.
                window |= (in < to ? bytes[in] & 0xFFL : 0) << bits;
                in++;
                bits += 8;
            }
            numbers[i] = (int) (window & mask);
            window >>>= width;
            bits -= width;
        }
    }
}
