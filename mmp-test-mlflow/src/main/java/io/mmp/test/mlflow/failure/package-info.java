/** Words what a failed test has logged to its tracking server. */
@Internal
@NullMarked
package io.mmp.test.mlflow.failure;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
