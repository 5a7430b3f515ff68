/** How Python reads and writes what MLflow hands to it: numbers, texts, URLs, JSON, and the requests that it does not survive. */
@Internal
@NullMarked
package io.mmp.test.mlflow.embedded.python;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
