/** Counts and times tests by group, and guards the figures by limits and against a baseline. */
@NullMarked
package io.mmp.test.metrics;

import org.jspecify.annotations.NullMarked;
