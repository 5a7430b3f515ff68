package io.mmp.test.mlflow.size;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.benchmark.FilledServer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** The real server with 1,000,000 runs, or as many as the system property {@code mmp.size.runs} says, and 10,000 versions; each page of runs takes it seconds. */
@Tag("e2e")
@Tag("nightly")
@EnabledIfMlflowProcess
class MillionRunsTests extends SizeContract {

    private static final int RUNS = Integer.getInteger("mmp.size.runs", 1_000_000);
    private static final int VERSIONS = Integer.getInteger("mmp.size.versions", 10_000);

    MillionRunsTests() throws IOException {
        super(FilledServer.real(RUNS, VERSIONS), RUNS, VERSIONS);
    }
}
