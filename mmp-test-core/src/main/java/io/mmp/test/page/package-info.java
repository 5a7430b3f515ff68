/** The frame and the parts of the pages that reports are written as. */
@Internal
@NullMarked
package io.mmp.test.page;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
