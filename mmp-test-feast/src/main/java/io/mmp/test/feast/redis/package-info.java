/** Reads the online store that Feast keeps in Redis. */
@NullMarked
package io.mmp.test.feast.redis;

import org.jspecify.annotations.NullMarked;
