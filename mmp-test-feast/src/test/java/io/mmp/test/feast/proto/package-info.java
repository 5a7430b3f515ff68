/** Tests of what is in this package. */
@NullMarked
package io.mmp.test.feast.proto;

import org.jspecify.annotations.NullMarked;
