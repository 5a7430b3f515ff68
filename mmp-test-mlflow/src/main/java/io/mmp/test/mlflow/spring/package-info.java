/**
 * The tracking URI of a test in its Spring application context: as the properties {@code mlflow.tracking-uri} and
 * {@code MLFLOW_TRACKING_URI}, and those that {@link io.mmp.test.mlflow.spring.MlflowProperties} names. Loaded by Spring alone.
 */
@NullMarked
package io.mmp.test.mlflow.spring;

import org.jspecify.annotations.NullMarked;
