@NullMarked
package io.mmp.test.python;

import org.jspecify.annotations.NullMarked;
