/** Tests of the assertions on parity, with planted faults. */
@NullMarked
package io.mmp.test.feast.parity;

import org.jspecify.annotations.NullMarked;
