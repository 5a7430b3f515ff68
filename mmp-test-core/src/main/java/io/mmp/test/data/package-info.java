/** Draws rows of seeded random data, the same on every machine, with exact numbers of rows of each class. */
@NullMarked
package io.mmp.test.data;

import org.jspecify.annotations.NullMarked;
