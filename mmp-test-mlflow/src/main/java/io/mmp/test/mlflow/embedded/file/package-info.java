/** Artifacts: which paths and URIs are safe, where their files are, and how these go over the wire. */
@Internal
@NullMarked
package io.mmp.test.mlflow.embedded.file;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
