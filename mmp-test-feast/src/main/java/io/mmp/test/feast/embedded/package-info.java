/** A feature store in memory, which the Feast Java SDK reads over gRPC. */
@NullMarked
package io.mmp.test.feast.embedded;

import org.jspecify.annotations.NullMarked;
