package io.mmp.test.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Offers the assertions on pipelines, for a static import.
 *
 * @since 0.1.0
 */
public final class PipelineAssertions {

    private PipelineAssertions() {}

    /** Assert on what ran of a pipeline. */
    public static PipelineRunAssert assertThat(@Nullable PipelineRun run) {
        return new PipelineRunAssert(run);
    }
}
