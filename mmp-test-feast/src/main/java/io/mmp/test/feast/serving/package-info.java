/** Serves features over gRPC, and reads them, as Feast's servers and its Java SDK do. */
@NullMarked
package io.mmp.test.feast.serving;

import org.jspecify.annotations.NullMarked;
