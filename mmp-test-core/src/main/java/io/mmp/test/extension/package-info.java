/** Lets an extension work with every JUnit that is supported, and beside the extensions of others. */
@NullMarked
package io.mmp.test.extension;

import org.jspecify.annotations.NullMarked;
