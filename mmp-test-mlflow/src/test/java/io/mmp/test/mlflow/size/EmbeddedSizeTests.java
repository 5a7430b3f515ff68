package io.mmp.test.mlflow.size;

import io.mmp.test.mlflow.benchmark.FilledServer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** The embedded server with 20,000 runs and 2,000 versions. */
@Tag("integration")
class EmbeddedSizeTests extends SizeContract {

    private static final int RUNS = 20_000;
    private static final int VERSIONS = 2_000;

    EmbeddedSizeTests() throws IOException {
        super(FilledServer.embedded(RUNS, VERSIONS), RUNS, VERSIONS);
    }
}
