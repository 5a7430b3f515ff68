/** The messages in which Feast stores and sends values. */
@Internal
@NullMarked
package io.mmp.test.feast.proto;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
