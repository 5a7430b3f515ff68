/** Private databases for tests, run from the programs that are installed on this machine. */
@NullMarked
package io.mmp.test.database;

import org.jspecify.annotations.NullMarked;
