/** A database of its own for each test, in memory or on PostgreSQL, and private servers of PostgreSQL and Redis. */
@NullMarked
package io.mmp.test.database;

import org.jspecify.annotations.NullMarked;
