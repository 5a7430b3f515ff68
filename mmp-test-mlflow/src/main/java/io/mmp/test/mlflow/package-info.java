/** Gives each test an MLflow tracking server of its own and asserts on what was logged to it. */
@NullMarked
package io.mmp.test.mlflow;

import org.jspecify.annotations.NullMarked;
