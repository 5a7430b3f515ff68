/** Engines that hold tables too large for a test's JVM, asked in SQL: DuckDB, PostgreSQL and others, by their JDBC drivers. */
@NullMarked
package io.mmp.test.engine;

import org.jspecify.annotations.NullMarked;
