/**
 * Run tests only where the machine has what they need, each skip with a reason and a stable code.
 *
 * <p>{@link io.mmp.test.condition.EnabledIfExecutable}, {@link io.mmp.test.condition.EnabledIfService}, {@link io.mmp.test.condition.EnabledIfGpu} and
 * {@link io.mmp.test.condition.EnabledIfKubernetes} are for tests; a condition of one's own asks a {@link io.mmp.test.condition.SkipPolicy}.
 */
@NullMarked
package io.mmp.test.condition;

import org.jspecify.annotations.NullMarked;
