/** Parity: whether two stores hold the same values of the same types, and for each that differs, why. */
@NullMarked
package io.mmp.test.feast.parity;

import org.jspecify.annotations.NullMarked;
