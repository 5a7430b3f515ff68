/** Tests of what is in this package. */
@NullMarked
package io.mmp.test.feast.registry;

import org.jspecify.annotations.NullMarked;
