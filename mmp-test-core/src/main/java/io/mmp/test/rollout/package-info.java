/** Rollouts of a new version: how traffic is split, and whether what was observed promotes the canary or rolls it back. */
@NullMarked
package io.mmp.test.rollout;

import org.jspecify.annotations.NullMarked;
