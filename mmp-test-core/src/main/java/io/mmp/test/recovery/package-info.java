/** Outages and what becomes of them: when clients notice, what they see, when the system is well again, and whether all data are still there. */
@NullMarked
package io.mmp.test.recovery;

import org.jspecify.annotations.NullMarked;
