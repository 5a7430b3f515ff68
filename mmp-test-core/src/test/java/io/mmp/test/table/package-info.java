/** Tests of what is in this package. */
@NullMarked
package io.mmp.test.table;

import org.jspecify.annotations.NullMarked;
