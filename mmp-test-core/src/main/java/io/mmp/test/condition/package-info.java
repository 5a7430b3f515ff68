/** What becomes of tests that need what a machine may not have. */
@NullMarked
package io.mmp.test.condition;

import org.jspecify.annotations.NullMarked;
