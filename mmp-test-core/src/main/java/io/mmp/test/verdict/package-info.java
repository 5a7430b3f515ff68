/** Statistical judgements with three values: a claim is shown, refuted, or not settled by the data that there are. */
@NullMarked
package io.mmp.test.verdict;

import org.jspecify.annotations.NullMarked;
