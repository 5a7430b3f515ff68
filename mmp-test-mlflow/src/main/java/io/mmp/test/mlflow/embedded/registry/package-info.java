/** Registered models, their versions and aliases: their state and the endpoints for it. */
@Internal
@NullMarked
package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
