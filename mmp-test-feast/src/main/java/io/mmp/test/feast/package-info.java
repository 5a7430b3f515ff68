/** Assertions and fixtures for the Feast feature store. Nothing is here yet. */
@NullMarked
package io.mmp.test.feast;

import org.jspecify.annotations.NullMarked;
