/** Keeps threads, class loaders and processes of one machine from using the same thing at the same time. */
@NullMarked
package io.mmp.test.lock;

import org.jspecify.annotations.NullMarked;
