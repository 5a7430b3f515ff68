/** The language of filters and orders that all of MLflow's searches share; what can be searched says each itself. */
@Internal
@NullMarked
package io.mmp.test.mlflow.embedded.search;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
