/** Sends the same requests to two tracking servers, the real one as reference, and compares their answers field by field. */
@NullMarked
package io.mmp.test.mlflow.differential;

import org.jspecify.annotations.NullMarked;
