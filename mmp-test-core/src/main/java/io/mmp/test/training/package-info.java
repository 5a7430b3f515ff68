/** Assertions on trainings: the same model again, honest splits, consistent metrics, gates, and predictions that survive a reload. */
@NullMarked
package io.mmp.test.training;

import org.jspecify.annotations.NullMarked;
