/** The entry to the assertions on a Feast feature store. */
@NullMarked
package io.mmp.test.feast;

import org.jspecify.annotations.NullMarked;
