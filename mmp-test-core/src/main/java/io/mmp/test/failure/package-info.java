/** Tells what a failed test finds in the servers that ran for it, before they are gone. */
@Internal
@NullMarked
package io.mmp.test.failure;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
