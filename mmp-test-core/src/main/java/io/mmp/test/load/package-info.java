/** Load on a service that does not deceive itself: requests sent when they are due, latency counted from then, and verdicts on both. */
@NullMarked
package io.mmp.test.load;

import org.jspecify.annotations.NullMarked;
