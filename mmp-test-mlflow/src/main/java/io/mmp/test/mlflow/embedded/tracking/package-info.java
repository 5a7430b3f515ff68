/** Experiments, runs, metrics and logged models: their state and the endpoints for it. */
@Internal
@NullMarked
package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
