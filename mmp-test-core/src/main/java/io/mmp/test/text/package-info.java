/** Reads the texts that come with this library, and words numbers for people. */
@Internal
@NullMarked
package io.mmp.test.text;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
