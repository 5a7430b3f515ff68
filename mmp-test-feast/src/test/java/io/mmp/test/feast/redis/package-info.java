/** Tests of what is in this package. */
@NullMarked
package io.mmp.test.feast.redis;

import org.jspecify.annotations.NullMarked;
