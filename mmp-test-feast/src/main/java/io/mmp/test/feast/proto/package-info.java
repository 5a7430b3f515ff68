/** The messages in which Feast stores and sends values. */
@NullMarked
package io.mmp.test.feast.proto;

import org.jspecify.annotations.NullMarked;
