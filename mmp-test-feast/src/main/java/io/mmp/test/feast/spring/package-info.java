/**
 * The address of the feature server of a test in its Spring application context: as the properties {@code feast.host} and
 * {@code feast.port}, {@code FEAST_HOST} and {@code FEAST_PORT}, and those that {@link io.mmp.test.feast.spring.FeastProperties} names.
 * Loaded by Spring alone.
 */
@NullMarked
package io.mmp.test.feast.spring;

import org.jspecify.annotations.NullMarked;
