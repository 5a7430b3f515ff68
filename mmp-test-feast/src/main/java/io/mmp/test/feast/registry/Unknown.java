package io.mmp.test.feast.registry;

import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.OptionalInt;

/** Reads fields that Feast has had since the messages of the Java SDK. */
final class Unknown {

    private Unknown() {}

    /** Return a number, or 0 if the field is not there. */
    static int number(UnknownFieldSet fields, int field) {
        return optionalNumber(fields, field).orElse(0);
    }

    static OptionalInt optionalNumber(UnknownFieldSet fields, int field) {
        List<Long> numbers = fields.getField(field).getVarintList();
        return numbers.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(numbers.get(numbers.size() - 1).intValue());
    }
}
