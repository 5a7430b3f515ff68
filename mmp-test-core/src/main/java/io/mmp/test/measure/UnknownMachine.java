package io.mmp.test.measure;

/**
 * What to do with a measurement of a machine that a baseline does not know.
 *
 * @since 0.1.0
 */
public enum UnknownMachine {

    /** Fail: what is slower there says nothing of the code, so that nothing was judged. */
    FAILS,

    /** Abort the test. */
    IS_SKIPPED,

    /** Record it as the baseline of this machine, and pass. */
    IS_RECORDED
}
