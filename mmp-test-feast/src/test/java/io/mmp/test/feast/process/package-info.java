@NullMarked
package io.mmp.test.feast.process;

import org.jspecify.annotations.NullMarked;
