/** Asserts on runs, their metric histories and artifacts, and on registered models. */
@NullMarked
package io.mmp.test.mlflow.assertion;

import org.jspecify.annotations.NullMarked;
