/** Historical features: the point-in-time join that finds the right ones, and assertions on those that a feature store returned. */
@NullMarked
package io.mmp.test.feast.history;

import org.jspecify.annotations.NullMarked;
