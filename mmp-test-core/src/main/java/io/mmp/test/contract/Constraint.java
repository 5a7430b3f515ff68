package io.mmp.test.contract;

import io.mmp.test.table.ValueType;

/** What a rule says of a column. */
interface Constraint {

    /** Return it as the end of a sentence, such as {@code is not null}. */
    String words();

    /** Tell whether it can be said of a column of this type. */
    boolean takes(ValueType type);

    /**
     * Return what judges one column by it.
     *
     * @param share of the values for which it must hold
     */
    Check check(int column, double share, Basis basis, Tally tally);

    /** Tell whether it is said of values, so that it may hold for most of them. */
    default boolean isOfValues() {
        return true;
    }
}
