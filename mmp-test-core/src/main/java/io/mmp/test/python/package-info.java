/** Python packages that are installed once per machine, in virtual environments of their own. */
@NullMarked
package io.mmp.test.python;

import org.jspecify.annotations.NullMarked;
