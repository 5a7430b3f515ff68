@NullMarked
package io.mmp.test.mlflow.state;

import org.jspecify.annotations.NullMarked;
