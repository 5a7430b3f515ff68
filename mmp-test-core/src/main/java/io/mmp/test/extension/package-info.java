/** Lets an extension work with every JUnit that is supported, and beside the extensions of others. */
@Internal
@NullMarked
package io.mmp.test.extension;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
