/** Tests of the embedded tracking server. */
@NullMarked
package io.mmp.test.mlflow.embedded;

import org.jspecify.annotations.NullMarked;
