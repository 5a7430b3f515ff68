/** Tests of what is in this package. */
@NullMarked
package io.mmp.test.feast.table;

import org.jspecify.annotations.NullMarked;
