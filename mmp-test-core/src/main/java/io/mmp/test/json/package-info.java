/** Reads and writes JSON without a library. */
@Internal
@NullMarked
package io.mmp.test.json;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
