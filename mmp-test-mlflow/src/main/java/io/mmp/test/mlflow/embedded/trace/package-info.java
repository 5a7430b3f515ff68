/** Traces with their spans and assessments: their state and the endpoints for it. */
@Internal
@NullMarked
package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
