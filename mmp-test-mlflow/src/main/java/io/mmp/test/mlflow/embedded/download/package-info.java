/** The addresses from which people download artifacts of runs and of model versions. */
@Internal
@NullMarked
package io.mmp.test.mlflow.embedded.download;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
