/** Reads and writes JSON without a library. */
@NullMarked
package io.mmp.test.json;

import org.jspecify.annotations.NullMarked;
