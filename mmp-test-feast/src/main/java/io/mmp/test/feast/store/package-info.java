/** A feature store as a test sees it, whatever runs it. */
@NullMarked
package io.mmp.test.feast.store;

import org.jspecify.annotations.NullMarked;
