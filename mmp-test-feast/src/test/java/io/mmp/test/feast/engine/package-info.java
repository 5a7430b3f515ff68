/** Engines that run on this machine for tests: Spark and Trino. */
@NullMarked
package io.mmp.test.feast.engine;

import org.jspecify.annotations.NullMarked;
