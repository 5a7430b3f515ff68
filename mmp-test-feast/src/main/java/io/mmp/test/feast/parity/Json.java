package io.mmp.test.feast.parity;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.feast.table.Cells;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Compares JSON documents by what they say: the order of members, white space and the form of numbers do not matter. */
final class Json {

    private Json() {}

    static boolean same(String one, String other) {
        try {
            return Cells.same(read(one), read(other));
        } catch (IOException e) {
            // What is not JSON has no structure to compare.
            return one.equals(other);
        }
    }

    private static @Nullable Object read(String text) throws IOException {
        return JSON.std.with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS).anyFrom(text);
    }
}
