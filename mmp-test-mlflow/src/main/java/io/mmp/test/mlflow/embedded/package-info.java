/**
 * Answers the REST calls of MLflow clients from inside the JVM: state in memory, artifacts in a directory.
 *
 * <p>A resource (experiments, runs, ...) is one class that adds its endpoints to the {@code Routes} of a topic. A request is
 * described by a {@code Schema}, which reads it as MLflow's protobuf parser would; a failure is a {@code RestException}.
 * This package puts them together; the packages below it are internal.
 */
@NullMarked
package io.mmp.test.mlflow.embedded;

import org.jspecify.annotations.NullMarked;
