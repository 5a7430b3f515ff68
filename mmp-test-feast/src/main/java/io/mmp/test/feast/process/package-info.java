/** The real Feast: installed once per machine, run as one process a JVM, on real databases or on files. */
@NullMarked
package io.mmp.test.feast.process;

import org.jspecify.annotations.NullMarked;
