package io.mmp.test.contract;

/** Judges the rows by one rule, one after the other. */
interface Check {

    void take(CurrentRow row);

    /** Return what was found, when all rows were taken. */
    Finding finding();
}
