/** Readiness for production as assertions: configuration, health, endpoints, the environment, and answers and logs that leak nothing. */
@NullMarked
package io.mmp.test.readiness;

import org.jspecify.annotations.NullMarked;
