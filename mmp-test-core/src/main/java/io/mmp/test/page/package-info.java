/** The frame and the parts of the pages that reports are written as; for the other packages of this library, not for its users. */
@NullMarked
package io.mmp.test.page;

import org.jspecify.annotations.NullMarked;
