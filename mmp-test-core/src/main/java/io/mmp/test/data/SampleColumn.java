package io.mmp.test.data;

import io.mmp.test.table.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A column, ready to be drawn.
 *
 * @param start where its random numbers begin
 * @param distributions one for all rows, or one for each class
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SampleColumn(long start, Distribution[] distributions) {

    @Nullable
    Object cell(Draws draws, int classNumber, long row) {
        draws.seek(start, row);
        return distributions[distributions.length == 1 ? 0 : classNumber].draw(draws, row);
    }

    /** Return the type of labels such as these. */
    static ValueType typeOfLabel(Object first, Object label) {
        ValueType type = label instanceof String
                ? ValueType.STRING
                : label instanceof Long ? ValueType.INT64 : label instanceof Boolean ? ValueType.BOOL : null;
        if (type == null || !first.getClass().equals(label.getClass())) {
            throw new IllegalArgumentException("class '%s' is a %s; classes are all texts, all integers or all booleans"
                    .formatted(label, label.getClass().getSimpleName()));
        }
        return type;
    }
}
