/** Evaluation datasets and their records: their state and the endpoints for it. */
@Internal
@NullMarked
package io.mmp.test.mlflow.embedded.evaluation;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
