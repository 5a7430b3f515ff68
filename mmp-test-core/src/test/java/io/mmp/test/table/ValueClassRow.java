package io.mmp.test.table;

/** A data class with a property of a value class, but for the name of the accessor, which Java cannot write. */
@SuppressWarnings("unused") // read by reflection
final class ValueClassRow {

    private int cents;

    int component1_pVg5ArA() {
        return cents;
    }
}
