package io.mmp.test.lifecycle;

import io.mmp.test.verdict.Verdict.Conclusion;

/**
 * Whether an order of commands explains what several clients saw.
 *
 * @param reason why not, or why it could not be decided; empty if one does
 */
record Decision(Conclusion conclusion, String reason) {

    boolean isWrong() {
        return conclusion == Conclusion.FAIL;
    }
}
