@NullMarked
package io.mmp.test.engine;

import org.jspecify.annotations.NullMarked;
