/** A feature store in memory, which the Feast Java SDK reads in the same JVM or over gRPC. */
@NullMarked
package io.mmp.test.feast.embedded;

import org.jspecify.annotations.NullMarked;
