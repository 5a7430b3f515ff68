/** Spans as OpenTelemetry's protocol carries them, in protobuf's bytes and in its JSON. */
@Internal
@NullMarked
package io.mmp.test.mlflow.embedded.otlp;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
