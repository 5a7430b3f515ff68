@NullMarked
package io.mmp.test.rollout;

import org.jspecify.annotations.NullMarked;
