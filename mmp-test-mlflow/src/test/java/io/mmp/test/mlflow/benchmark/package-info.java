/** Measures what the README promises, as ratios side by side in one run; started by {@code mvn -q -Pbenchmark test}. */
@NullMarked
package io.mmp.test.mlflow.benchmark;

import org.jspecify.annotations.NullMarked;
