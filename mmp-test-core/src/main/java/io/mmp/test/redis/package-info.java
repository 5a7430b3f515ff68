/** Speaks with Redis without a client library. */
@Internal
@NullMarked
package io.mmp.test.redis;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
