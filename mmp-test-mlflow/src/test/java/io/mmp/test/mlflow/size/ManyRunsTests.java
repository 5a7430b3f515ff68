package io.mmp.test.mlflow.size;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.benchmark.FilledServer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** The real server with 10,000 runs and 2,000 versions. */
@Tag("e2e")
@EnabledIfMlflowProcess
class ManyRunsTests extends SizeContract {

    private static final int RUNS = 10_000;
    private static final int VERSIONS = 2_000;

    ManyRunsTests() throws IOException {
        super(FilledServer.real(RUNS, VERSIONS), RUNS, VERSIONS);
    }
}
