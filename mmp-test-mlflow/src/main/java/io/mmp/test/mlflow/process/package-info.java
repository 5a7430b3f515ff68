/** Installs the real MLflow once per machine and describes private servers of it. */
@NullMarked
package io.mmp.test.mlflow.process;

import org.jspecify.annotations.NullMarked;
