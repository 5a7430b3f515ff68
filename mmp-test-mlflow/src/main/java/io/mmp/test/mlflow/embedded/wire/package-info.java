/**
 * The way of a request: the JDK's server asks the {@code Dispatcher}, which finds its endpoint in the {@code Router}, among the
 * {@code Routes} of its topic; a {@code Schema} reads the body as MLflow's protobuf parser would; a failure is a {@code RestException}.
 */
@Internal
@NullMarked
package io.mmp.test.mlflow.embedded.wire;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
