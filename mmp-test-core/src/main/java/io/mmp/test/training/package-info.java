/**
 * Assertions on trainings: the same model again, honest splits, consistent metrics, gates, and predictions that survive a reload.
 *
 * <p>They are AssertJ's; the project brings it, or has it from {@code mmp-test-mlflow}.
 */
@NullMarked
package io.mmp.test.training;

import org.jspecify.annotations.NullMarked;
