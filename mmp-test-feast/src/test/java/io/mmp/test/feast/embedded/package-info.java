/** Tests of what is in this package. */
@NullMarked
package io.mmp.test.feast.embedded;

import org.jspecify.annotations.NullMarked;
