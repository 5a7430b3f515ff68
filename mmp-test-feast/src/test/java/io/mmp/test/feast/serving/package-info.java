/** Tests of what is in this package. */
@NullMarked
package io.mmp.test.feast.serving;

import org.jspecify.annotations.NullMarked;
