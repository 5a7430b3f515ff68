/** Measures time, memory and CPU of a piece of work, and judges them against budgets and an earlier measurement. */
@NullMarked
package io.mmp.test.measure;

import org.jspecify.annotations.NullMarked;
