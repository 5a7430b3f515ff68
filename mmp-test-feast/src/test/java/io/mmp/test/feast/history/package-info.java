/** Tests of what is in this package. */
@NullMarked
package io.mmp.test.feast.history;

import org.jspecify.annotations.NullMarked;
