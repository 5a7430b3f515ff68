/** Tests of load, on real servers that keep a log of their own. */
@NullMarked
package io.mmp.test.load;

import org.jspecify.annotations.NullMarked;
