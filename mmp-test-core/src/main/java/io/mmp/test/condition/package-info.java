/** What becomes of tests that need what a machine may not have. */
@Internal
@NullMarked
package io.mmp.test.condition;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
