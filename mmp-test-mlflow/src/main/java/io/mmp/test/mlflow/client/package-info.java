/** Reads what was logged to an MLflow server, moves artifacts without Python, and reads and writes its model registry. */
@NullMarked
package io.mmp.test.mlflow.client;

import org.jspecify.annotations.NullMarked;
