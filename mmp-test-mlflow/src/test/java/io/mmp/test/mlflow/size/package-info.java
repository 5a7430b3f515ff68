/** Servers that have many runs, versions and artifacts. */
@NullMarked
package io.mmp.test.mlflow.size;

import org.jspecify.annotations.NullMarked;
