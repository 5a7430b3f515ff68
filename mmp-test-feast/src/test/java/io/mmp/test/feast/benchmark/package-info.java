/** What benchmarks have in common: contenders that run in processes of their own, and the table of their figures. */
@NullMarked
package io.mmp.test.feast.benchmark;

import org.jspecify.annotations.NullMarked;
