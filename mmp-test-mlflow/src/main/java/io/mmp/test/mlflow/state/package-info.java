/** What an MLflow server has, in a file: written from any server, and what an embedded one starts with. */
@NullMarked
package io.mmp.test.mlflow.state;

import org.jspecify.annotations.NullMarked;
