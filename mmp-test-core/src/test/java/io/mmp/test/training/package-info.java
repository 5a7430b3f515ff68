/** Tests of what is in this package. */
@NullMarked
package io.mmp.test.training;

import org.jspecify.annotations.NullMarked;
