/**
 * A tracking URI that stays while the servers behind it come and go: an application that is started once for many tests keeps it, and each
 * of its requests goes to the server of the test that runs.
 */
@Internal
@NullMarked
package io.mmp.test.mlflow.gateway;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
