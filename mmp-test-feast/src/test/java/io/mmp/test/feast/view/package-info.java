/** Tests of what is in this package. */
@NullMarked
package io.mmp.test.feast.view;

import org.jspecify.annotations.NullMarked;
