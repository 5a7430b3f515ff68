package io.mmp.test.mlflow.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.benchmark.FilledServer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The embedded server with 10,000 runs and 2,000 versions. */
@Tag("integration")
class EmbeddedSizeTests extends SizeContract {

    private static final int RUNS = 10_000;
    private static final int VERSIONS = 2_000;

    EmbeddedSizeTests() throws IOException {
        super(FilledServer.embedded(RUNS, VERSIONS), RUNS, VERSIONS);
    }

    /** What the small heap is measured by: were pages kept, the tests of all servers would end so. */
    @Test
    void the_memory_in_which_runs_are_streamed_does_not_hold_three_times_as_many() throws IOException {
        assertThat(SmallHeap.read("44m", server.uri(), "held", READ)).contains("OutOfMemoryError");
    }
}
