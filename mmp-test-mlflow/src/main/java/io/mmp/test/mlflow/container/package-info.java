/** Runs the real MLflow tracking server in a container. */
@NullMarked
package io.mmp.test.mlflow.container;

import org.jspecify.annotations.NullMarked;
