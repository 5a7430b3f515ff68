/** Tests of what is in this package. */
@NullMarked
package io.mmp.test.verdict;

import org.jspecify.annotations.NullMarked;
