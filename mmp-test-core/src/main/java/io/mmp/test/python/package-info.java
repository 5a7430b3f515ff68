/** Python packages that are installed once per machine, in virtual environments of their own. */
@Internal
@NullMarked
package io.mmp.test.python;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
