/** What all packages of this library share. */
@NullMarked
package io.mmp.test;

import org.jspecify.annotations.NullMarked;
